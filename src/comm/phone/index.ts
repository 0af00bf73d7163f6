/**
 * The telephone: a number to call, and a code that says whose call it is.
 *
 * ```ts
 * import { createComm } from 'id-contact/comm'
 * import { phone } from 'id-contact/comm/phone'
 * const handler = await createComm({ ...config, channel: phone({ number: '14026' }) })
 * ```
 * @module
 */
import { ConfigError } from '../../protocol/errors.ts'
import type { Channel } from '../channel.ts'
import { randomDigits } from './code.ts'
import { displayOf } from './number.ts'
import { checkPlatform, platformRoutes, type PlatformOptions } from './platform.ts'

/** The settings of the telephone. */
export interface PhoneOptions {
  /** As in the configuration file. */
  type?: 'phone'
  /** As it is dialled: E.164, or the short number of a Dutch municipality, such as `14026`. */
  number: string
  /** As people write it. Default: as its country does. */
  display?: string | undefined
  /** Default 9; 8 to 12. */
  codeDigits?: number
  /** Seconds that a code works. Default 600. */
  codeLifetime?: number
  /** How often a resident may ask for more time. Default 10 (WCAG 2.2.1). */
  extensions?: number
  /** The platform that answers the calls, and says which code was keyed in. Default: agents ask callers for their code. */
  platform?: PlatformOptions | undefined
}

/**
 * The telephone as a channel: a number to call, and a code that tells who calls.
 * @throws ConfigError
 */
export function phone(options: PhoneOptions): Channel {
  const { number, codeDigits = 9, codeLifetime = 600, extensions = 10, platform } = options
  const written = displayOf(number)
  if (written === undefined)
    throw new ConfigError('number', 'Give a number that exists, as it is dialled: +31… or 14….')
  const display = options.display ?? written
  if (!Number.isInteger(codeDigits) || codeDigits < 8 || codeDigits > 12)
    throw new ConfigError('codeDigits', 'Give 8 to 12 digits: fewer can be guessed.')
  if (!(codeLifetime >= 60 && codeLifetime <= 3600))
    throw new ConfigError('codeLifetime', 'Give 60 to 3600 seconds.')
  if (platform) checkPlatform(platform)
  return {
    kind: 'phone',
    code: { make: () => randomDigits(codeDigits), lifetime: codeLifetime, extensions },
    view: ({ codeExpiresAt, extensions: used }, code) =>
      code && codeExpiresAt
        ? {
            phone: {
              number,
              display,
              code,
              // Two pauses: time for the exchange to pick up before the digits come (RFC 3966 leaves this to the dialler).
              tel_url: `tel:${number},,${code}#`,
              expires_at: codeExpiresAt.toISOString(),
              extensions_left: Math.max(0, extensions - used),
            },
          }
        : {},
    ...(platform && { routes: (comm) => platformRoutes(comm, platform) }),
  }
}

export type { AmazonConnectOptions } from './amazon-connect.ts'
export type { PublishedOptions } from './published.ts'
export type { SipOptions } from './sip.ts'
export type { TwilioOnward, TwilioOptions } from './twilio.ts'
export type { Channel, PlatformOptions }
