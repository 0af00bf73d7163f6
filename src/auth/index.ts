/**
 * The authentication-plugin kit: give it a method, and it speaks the protocol. `id-contact/auth/oidc` is a method for OpenID Connect.
 *
 * ```ts
 * import { createAuth, randomId, sha256, type AuthModule } from 'id-contact/auth'
 * ```
 * @module
 */
export { createAuth } from './create-auth.ts'
export type { AuthConfig } from './config.ts'
export type {
  AuthMethod,
  AuthModule,
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
export type { AttributeKind } from './normalise.ts'
export type {
  AttemptRequest,
  AttemptRoute,
  MethodRoute,
  OpenRoute,
  OwnAttempt,
  RouteRequest,
} from './method-route.ts'
/** For methods: random values, and the hash that binds an attempt to the browser that began it (RFC 7636). */
export { randomId, sha256 } from '../protocol/digest.ts'
export { ConfigError } from '../protocol/errors.ts'
export type { PluginContext } from '../protocol/plugin-module.ts'
