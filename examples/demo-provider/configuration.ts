/** What the demonstration provider does, in the terms of `oidc-provider`. */
import {
  interactionPolicy,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { demoLanguageOf } from './language.ts'
import { levels } from './login-page.ts'
import { failurePage, signedOutPage, signOutPage } from './other-pages.ts'
import { peopleOf, personOf, type Person } from './people.ts'
import type { DemoClient, KnownClient } from './provider.ts'
import type { Secrets } from './secrets.ts'

const hour = 3600

export function configurationFor(
  clients: readonly KnownClient[],
  { jwks, cookieKeys }: Secrets,
): Configuration {
  return {
    clients: clients.map(metadataOf),
    jwks: jwks as Configuration['jwks'],
    cookies: {
      keys: cookieKeys,
      // Cookies do not tell ports apart, and other parts run on this host as well.
      names: {
        session: 'demo_provider_session',
        interaction: 'demo_provider_interaction',
        resume: 'demo_provider_resume',
      },
    },
    scopes: ['openid', 'profile', 'email', 'address'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'birthdate', 'roles', 'skills'],
      email: ['email'],
      address: ['address'],
      acr: null,
      auth_time: null,
    },
    acrValues: [...levels],
    // Otherwise nothing but `sub` would be in an ID token.
    conformIdTokenClaims: false,
    findAccount: (_ctx, sub) => {
      const person = personOf(sub)
      return person && { accountId: sub, claims: (use) => ({ sub, ...claimsOf(person, use) }) }
    },
    loadExistingGrant: grantEverything,
    interactions: {
      policy: policyFor(clients),
      url: (_ctx, { uid }) => `/interaction/${uid}`,
    },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, { clientId }, token) => token.clientId === clientId,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(languageOfContext(ctx), form)),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage(languageOfContext(ctx))),
      },
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    renderError: (ctx) => show(ctx, failurePage(languageOfContext(ctx), ctx.status)),
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      Grant: 8 * hour,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: 8 * hour,
      Session: 8 * hour,
    },
  }
}

function metadataOf(client: DemoClient): ClientMetadata {
  const { clientId, clientSecret, redirectUri, postLogoutRedirectUri } = client
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: postLogoutRedirectUri ? [postLogoutRedirectUri] : [],
    response_types: ['code'],
    // As long as a log-in lasts there is a refresh token of it: an access token is gone after an hour, and could not be revoked then.
    grant_types: ['authorization_code', 'refresh_token'],
    require_auth_time: true,
    default_acr_values: [...levels],
  }
}

/** Nobody is asked for consent: the button did that before it sent anybody here. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const clientId = oidc.client!.clientId
  const known = oidc.session!.grantIdFor(clientId)
  const found = known && (await oidc.provider.Grant.find(known))
  if (found) return found
  const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session!.accountId })
  grant.addOIDCScope('openid profile email address')
  await grant.save()
  return grant
}

/** Address and email have to be asked for at the userinfo endpoint, as they have at many real providers. */
function claimsOf({ claims }: Person, use: string) {
  const { name, given_name, birthdate, roles, skills } = claims
  return use === 'id_token' ? { name, given_name, birthdate, roles, skills } : claims
}

function policyFor(clients: readonly KnownClient[]) {
  const { base, Check } = interactionPolicy
  const policy = base()
  policy.remove('consent')
  policy.get('login')!.checks.add(
    new Check('who', 'Somebody who may log in here has to', ({ oidc }) => {
      if (oidc.result?.login) return Check.NO_NEED_TO_PROMPT
      const client = clients.find(({ clientId }) => clientId === oidc.client?.clientId)!
      // On one machine one is a different resident each time; and a resident's session must not open the desk.
      const isKnown = peopleOf(client.people).some(({ id }) => id === oidc.session?.accountId)
      return client.people === 'employees' && isKnown
        ? Check.NO_NEED_TO_PROMPT
        : Check.REQUEST_PROMPT
    }),
  )
  return policy
}

function languageOfContext(ctx: KoaContextWithOIDC) {
  const header = ctx.get('accept-language')
  return demoLanguageOf(new Request(ctx.href, { headers: { 'accept-language': header } }))
}

async function show(ctx: KoaContextWithOIDC, answer: Promise<Response>): Promise<void> {
  const response = await answer
  ctx.status = response.status
  for (const [name, value] of response.headers) ctx.set(name, value)
  ctx.body = await response.text()
}
