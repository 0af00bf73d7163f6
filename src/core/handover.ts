/** The core's word for a browser: signed, for one conversation, good for a minute and once. */
import { sha256 } from '../protocol/digest.ts'
import { signHandover } from '../protocol/handover.ts'
import { withQuery } from '../protocol/url.ts'
import type { Surroundings } from './surroundings.ts'

interface Going {
  /** Becomes `jti`. */
  session: string
  purpose: string
  auth?: string | undefined
  comm?: string | undefined
  /** The plugin's `client_url`, and its name in tokens when it knows of bindings. */
  client: string
  audience?: string | undefined
  /** Of an attempt during a conversation. */
  binding?: string | undefined
  receipt?: string | undefined
  lang?: string | undefined
}

/** Only for a plugin that knows of bindings; a published one gets none. */
export async function handoverFor(
  { config, signingKeys, now }: Surroundings,
  { session, purpose, auth, comm, client, audience, binding, receipt }: Going,
): Promise<string | undefined> {
  if (!audience) return undefined
  const claims = {
    iss: config.serverUrl,
    aud: audience,
    sub: client,
    jti: session,
    purpose,
    ...(auth && { auth_method: auth }),
    ...(comm && { comm_method: comm }),
    ...(binding && { binding_hash: await sha256(binding) }),
    ...(receipt && { receipt }),
  }
  return signHandover(claims, { signingKeys, now })
}

/** Where the browser goes on to a page of the plugin. What is not published goes only to a plugin that knows of handovers. */
export async function arrivalAddress(
  core: Surroundings,
  going: Going,
  result?: string,
): Promise<string> {
  const handover = await handoverFor(core, going)
  return withQuery(going.client, { handover, result, lang: handover && going.lang })
}
