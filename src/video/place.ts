import { RequestError } from '../protocol/errors.ts'
import type { Line } from '../protocol/line.ts'
import type { VideoPlace } from '../protocol/messages-video.ts'

type Here = Extract<VideoPlace, { place: 'here' }>

/** Where a call is held, between two browsers: the servers by which they find a way to each other. */
export class Place {
  readonly #line: Line
  #here: Here | undefined

  constructor(line: Line) {
    this.#line = line
  }

  /** Asks for them, unless those that are known still work for a while. @throws RequestError */
  async find(): Promise<void> {
    const until = this.#here?.expires_at && Date.parse(this.#here.expires_at)
    // Half a minute: something new must still begin with it.
    if (this.#here && (!until || until - Date.now() > 30_000)) return
    const place = placeIn(await this.#line.act('begin'))
    if (place.place !== 'here') throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
    this.#here = place
  }

  forget(): void {
    this.#here = undefined
  }

  /** Once they were found. */
  get configuration(): RTCConfiguration {
    const { ice_servers, ice_transport_policy } = this.#here!
    return {
      iceServers: ice_servers as RTCIceServer[],
      iceTransportPolicy: ice_transport_policy,
      bundlePolicy: 'max-bundle',
    }
  }
}

/**
 * Reads where a video conversation is held. A link that is no http(s) address is refused.
 * @throws RequestError
 */
export function placeIn(answer: unknown): VideoPlace {
  const { place, url, ice_servers } = (answer ?? {}) as Record<string, unknown>
  const isHere = place === 'here' && Array.isArray(ice_servers)
  // A link comes into the page as an address: anything but http(s) could run there.
  const isElsewhere = place === 'elsewhere' && /^https?:\/\//.test(String(url))
  if (!isHere && !isElsewhere) throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
  return answer as VideoPlace
}
