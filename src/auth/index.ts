/** The authentication-plugin kit: give it a method, and it speaks the protocol. `id-contact/auth/oidc` is a method for OpenID Connect. */
export { createAuth } from './create-auth.ts'
export type { AuthConfig } from './config.ts'
export type {
  AuthMethod,
  BeginRequest,
  Begun,
  CompleteRequest,
  FailedStatus,
  Failure,
  LoginSession,
  Outcome,
  SessionOptions,
  Success,
} from './method.ts'
