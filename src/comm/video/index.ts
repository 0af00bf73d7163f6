/**
 * Video: the resident and the employee see and hear each other from browser to browser (WebRTC), or at a platform that is there already.
 *
 * ```ts
 * import { createComm } from 'id-contact/comm'
 * import { video } from 'id-contact/comm/video'
 * const turnUrls = ['turn:turn.gemeente.example:3478?transport=udp']
 * const handler = await createComm({ ...config, channel: video({ ice: { turnUrls, turnSecret } }) })
 * ```
 * The desk must have the same channel among its `channels`.
 * @module
 */
import { ConfigError } from '../../protocol/errors.ts'
import type { Channel } from '../channel.ts'
import { checkIce, type IceOptions } from './ice.ts'
import { jitsi, signedLink, type JitsiOptions, type LinkOptions } from './link.ts'
import { videoMeeting, type Place } from './meeting.ts'

/** One of these, or none: then browsers connect without any server, which works inside one network. */
export interface VideoOptions {
  /** As in the configuration file. */
  type?: 'video'
  /** For calls from browser to browser. */
  ice?: IceOptions | undefined
  /** The two meet at a Jitsi Meet server. */
  jitsi?: JitsiOptions | undefined
  /** The two meet at another platform. */
  link?: LinkOptions | undefined
}

/**
 * Video as a channel: from browser to browser, or at a platform.
 * @throws ConfigError
 */
export function video(options: VideoOptions = {}): Channel {
  const place = placeOf(options)
  return {
    kind: 'video',
    view: () => ({}),
    meeting: (tools) => videoMeeting(tools, place),
  }
}

function placeOf(options: VideoOptions): Place {
  const { ice, jitsi: jitsiOptions, link } = options
  if ([ice, jitsiOptions, link].filter((one) => one !== undefined).length > 1)
    throw new ConfigError('video', 'Keep one of ice, jitsi and link: the two meet at one place.')
  if (jitsiOptions) return within('jitsi', () => ({ platform: jitsi(jitsiOptions) }))
  if (link) return within('link', () => ({ platform: signedLink(link) }))
  return within('ice', () => {
    checkIce(ice ?? {})
    return { ice: ice ?? {} }
  })
}

function within(key: string, make: () => Place): Place {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError(`${key}.${error.key}`, error.remedy, { cause: error })
  }
}

export type { Channel, IceOptions, JitsiOptions, LinkOptions }
