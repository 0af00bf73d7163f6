/** The settings of the Yivi method, and their check. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { ConfigError } from '../../protocol/errors.ts'
import { tagPattern } from '../../protocol/limits.ts'
import { isLoopback } from '../../protocol/settings.ts'
import { originOf } from '../../protocol/url.ts'
import type { Level } from '../levels.ts'

/** The settings of Yivi. */
export interface YiviOptions {
  /** The address of the `irma server`, where this plugin reaches it. `http:` only for one on this machine. */
  server: string
  /** What this plugin shows it: the key of a requestor with `auth_method` `token`. */
  token: string
  /** PEM: the public half of the key with which that server signs its results (`jwt_privkey`). RSA. */
  publicKey: string
  /** What that server calls itself in its results (`jwt_issuer`). Default: `irmaserver`, as there. */
  issuer?: string
  /**
   * Tag of our attribute → the alternatives that prove it, best first. An alternative is the full name of an attribute of Yivi, or several
   * of one credential with spaces in between, whose values are put together in that order.
   */
  attributes: Record<string, string[]>
  /** What a disclosure passes for. Yivi states no level itself: it depends on who issued what is asked for. Default: `low`. */
  level?: Level
  /** Seconds that a code on the screen can be picked up by an app: the longer, the more time there is to send it on. 10 to 600. Default: 120. */
  codeLifetime?: number
  /** How other parties are asked. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Milliseconds for one call to the server, answer included. Default 5000. */
  timeout?: number
  /** The clock. Default: that of the system. */
  now?: () => Date
}

/** scheme.issuer.credential.attribute */
const attributePattern = /^[\w-]{1,64}(\.[\w-]{1,64}){3}$/

/** @throws ConfigError whose `key` names the setting */
export function checkOptions(options: YiviOptions): KeyObject {
  const { server, token, publicKey, attributes, codeLifetime = 120 } = options
  if (!originOf(server) || /[?#]/.test(server))
    throw new ConfigError('server', 'Give the https address of the irma server, without query.')
  if (new URL(server).protocol === 'http:' && !isLoopback(server))
    throw new ConfigError(
      'server',
      'Use https: whoever is in between could read what is asked for. Only a server on this machine may use http.',
    )
  // A header holds it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new ConfigError('token', 'Give the key of this requestor, as in the irma server.')
  if (!(codeLifetime >= 10 && codeLifetime <= 600))
    throw new ConfigError('code_lifetime', 'Give 10 to 600 seconds.')
  checkAttributes(attributes)
  return keyFrom(publicKey)
}

function checkAttributes(attributes: YiviOptions['attributes']): void {
  if (Object.keys(attributes).length === 0)
    throw new ConfigError('attributes', 'Name at least one attribute.')
  for (const [tag, alternatives] of Object.entries(attributes)) {
    const isGood =
      tagPattern.test(tag) && alternatives.length > 0 && alternatives.every(isAlternative)
    if (!isGood)
      throw new ConfigError(
        `attributes.${tag}`,
        'Give full names of attributes, such as pbdf.sidn-pbdf.email.email; several in one alternative must be of one credential.',
      )
  }
}

/** Attributes of one credential are of one person and one moment; of two that is not said. */
function isAlternative(alternative: string): boolean {
  const names = namesIn(alternative)
  const credentials = new Set(names.map((name) => name.slice(0, name.lastIndexOf('.'))))
  return (
    names.every((name) => attributePattern.test(name)) &&
    credentials.size === 1 &&
    new Set(names).size === names.length
  )
}

/** The full names of the attributes of one alternative. */
export const namesIn = (alternative: string): string[] => alternative.trim().split(/\s+/)

function keyFrom(pem: string): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPublicKey(pem)
  } catch {
    key = undefined
  }
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? 0
  if (key?.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw new ConfigError(
      'public_key',
      'Give the public key of the irma server in PEM: RSA, 2048 bits or more.',
    )
  return key
}
