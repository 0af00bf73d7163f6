import { isWidgetSubject } from '../protocol/dialect.ts'
import { badAnswer } from '../protocol/errors.ts'
import { checkedTarget } from './target.ts'

/** What a platform with rooms of its own tells the page on which a guest chooses how to show who they are. */
export interface Widget {
  /** Tag of the purpose, for `discover()`. */
  purpose: string
  /** Where `authenticateDuring()` posts the choice. */
  startUrl: string
  /** Where somebody goes who would rather not. */
  cancelUrl: string
  /** The platform, or whoever the guest talks to, as people know it. */
  displayName: string
  /** Until when the choice can be made. */
  expiresAt: Date
}

/** What {@link readWidget} has to know. */
export interface WidgetOptions {
  /** Origins that addresses may be of: of the part that serves the rooms, and of the platforms that use it. */
  origins: readonly string[]
}

/**
 * Reads the parameters that stand at the end of a choosing page's address.
 *
 * It does **not** verify their signature: that is for the server that started the guest. Anybody can make a link with parameters of their
 * own, so nothing of them may be taken for true; that they lead nowhere else is what `origins` is for.
 *
 * @param params the JWT (RFC 7519), `id-contact-widget-params` or `verder-helpen-widget-params`
 * @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` when they are something else, or lead elsewhere
 */
export function readWidget(params: string, { origins }: WidgetOptions): Widget {
  const { sub, purpose, start_url, cancel_url, display_name, exp } = claimsOf(params)
  const isText = [purpose, start_url, cancel_url, display_name].every(
    (text) => typeof text === 'string',
  )
  if (!isWidgetSubject(sub) || !isText || !Number.isSafeInteger(exp)) throw badAnswer()
  const allowed = (address: unknown): string => {
    const url = checkedTarget(address, location.href)
    if (!origins.includes(originOf(url))) throw badAnswer()
    return url
  }
  return {
    purpose: purpose as string,
    startUrl: allowed(start_url),
    cancelUrl: allowed(cancel_url),
    displayName: display_name as string,
    expiresAt: new Date((exp as number) * 1000),
  }
}

function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch {
    return ''
  }
}

function claimsOf(params: string): Record<string, unknown> {
  let claims: unknown
  try {
    const [, payload] = params.split('.')
    const binary = atob(payload!.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    claims = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw badAnswer()
  }
  if (Object(claims) !== claims) throw badAnswer()
  return claims as Record<string, unknown>
}
