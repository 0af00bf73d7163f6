/** What the two sides of a video conversation do through us: learn where they meet and, where that is in their browsers, connect. */
import {
  parseVideoSignal,
  type VideoPlace,
  type VideoSignal,
} from '../../protocol/messages-video.ts'
import { parsed, Refusal } from '../../web/index.ts'
import type { StoredConversation } from '../../store/index.ts'
import type { Meeting, MeetingTools } from '../channel.ts'
import { sealedEntries } from '../live/sealed-entries.ts'
import { iceFor, type IceOptions } from './ice.ts'
import type { Platform } from './link.ts'

/** Seconds that a signal is told: whoever was away longer begins a new connection. Addresses of people are in it. */
const signalLife = 60
/** Connecting takes some ten signals; again, and in a second window, some more. */
const rate = { count: 120, seconds: 30 }

/** In our own browsers with these servers, or at a platform. */
export type Place = { ice: IceOptions } | { platform: Platform }

export function videoMeeting(tools: MeetingTools, place: Place): Meeting {
  const entries = sealedEntries(tools, 'video')

  /** Another employee, another room: whoever gave the conversation away is not in it any more. */
  const roomOf = ({ id, agent }: StoredConversation): Promise<string> =>
    tools.hash('video-room', `${id} ${agent}`)

  async function linkOf(
    platform: Platform,
    conversation: StoredConversation,
    side: 'resident' | 'agent',
  ): Promise<VideoPlace> {
    const { sealer, now } = tools
    const { agentName: sealed } = conversation
    const agentName = sealed && (await sealer.open<string>('agent-name', sealed).catch(() => ''))
    const room = nameOf(await roomOf(conversation))
    const guest = { side, room, agentName: agentName || undefined, now: now() }
    const until = new Date(guest.now.getTime() + platform.lifetime * 1000)
    return { place: 'elsewhere', url: await platform(guest), expires_at: until.toISOString() }
  }

  return {
    begins: 'now',
    verbs: {
      async begin({ conversation, side }): Promise<VideoPlace> {
        if ('platform' in place) return linkOf(place.platform, conversation, side)
        return { ...(await iceFor(place.ice, tools.now())), room: await roomOf(conversation) }
      },
      async signal(seat, body) {
        if (!('ice' in place)) throw new Refusal('not-found')
        const signal = parsed(parseVideoSignal, body)
        const { number } = await entries.add(seat, 'signal', signal, { life: signalLife, rate })
        return { number }
      },
    },
    async tell(seat, entry) {
      const signal = await entries.open<VideoSignal>(seat, entry)
      // Of its own side a window hears only that another took its place.
      if (!signal || (entry.side === seat.side && signal.kind !== 'join')) return undefined
      return { event: 'signal', data: { ...signal, by: entry.side } }
    },
  }
}

/** Platforms read names of rooms without regard to capitals: 32 characters of what is left are over 150 bits. */
const nameOf = (hash: string): string =>
  hash
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 32)
