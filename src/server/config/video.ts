/** `[comm.TAG]` of `type = "video"`: the servers between two browsers, or the platform where the two meet. */
import type { VideoOptions } from '../../comm/video/index.ts'
import { type Context, leastSecret } from './context.ts'
import type { VideoTable } from './schema.ts'

export interface VideoChannel extends VideoOptions {
  type: 'video'
}

export function videoFor(context: Context, key: string, table: VideoTable): VideoChannel {
  const { sources, problems } = context
  const { ice, jitsi, link } = table
  const places = Object.entries({ ice, jitsi, link }).filter(([, place]) => place)
  if (places.length > 1) {
    const names = places.map(([name]) => `[${key}.${name}]`).join(' and ')
    const remedy = `Keep one of ${names}: the two meet at one place.`
    problems.push({ key, message: 'names more than one place', remedy })
  }
  const secretOf = (name: 'jitsi' | 'link', { secret }: { secret: Secret }): string =>
    sources.secret(`${key}.${name}.secret`, secret, leastSecret)
  return {
    type: 'video',
    ice: ice && {
      stunUrls: ice.stun_urls,
      turnUrls: ice.turn_urls,
      turnSecret:
        ice.turn_secret &&
        sources.secret(`${key}.ice.turn_secret`, ice.turn_secret, leastTurnSecret),
      turnLifetime: ice.turn_lifetime,
      relayOnly: ice.relay_only,
    },
    jitsi: jitsi && {
      ...anyLink(jitsi),
      secret: secretOf('jitsi', jitsi),
      serverUrl: jitsi.server_url,
      appId: jitsi.app_id,
      subject: jitsi.subject,
      tenant: jitsi.tenant,
    },
    link: link && {
      ...anyLink(link),
      secret: secretOf('link', link),
      address: link.address,
      issuer: link.issuer,
    },
  }
}

type Link = NonNullable<VideoTable['jitsi'] | VideoTable['link']>
type Secret = Link['secret']

/** Bytes. */
const leastTurnSecret = 16

const anyLink = ({ audience, lifetime, resident_name, agent_name }: Link) => ({
  audience,
  lifetime,
  names: { resident: resident_name, agent: agent_name },
})
