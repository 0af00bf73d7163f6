/** The platforms that answer calls. Each is a file of its own; what becomes of a call is in `keyed-in.ts`, the same for all. */
import type { Hono } from 'hono'
import type { Surroundings } from '../surroundings.ts'
import { amazonConnectRoutes, type AmazonConnectOptions } from './amazon-connect.ts'
import { checkApiKey } from './api-key.ts'
import { checkPublished, publishedRoutes, type PublishedOptions } from './published.ts'
import { sipRoutes, type SipOptions } from './sip.ts'
import { checkTwilio, twilioRoutes, type TwilioOptions } from './twilio.ts'

/** The platform that answers the calls. */
export type PlatformOptions = PublishedOptions | AmazonConnectOptions | TwilioOptions | SipOptions

/** @throws ConfigError */
export function checkPlatform(options: PlatformOptions): void {
  switch (options.type) {
    case 'twilio':
      return checkTwilio(options)
    case 'amazon-connect':
    case 'sip':
      return checkApiKey(options.apiKey)
    default:
      return checkPublished(options)
  }
}

export function platformRoutes(comm: Surroundings, options: PlatformOptions): Hono {
  switch (options.type) {
    case 'twilio':
      return twilioRoutes(comm, options)
    case 'amazon-connect':
      return amazonConnectRoutes(comm, options)
    case 'sip':
      return sipRoutes(comm, options)
    default:
      return publishedRoutes(comm, options)
  }
}
