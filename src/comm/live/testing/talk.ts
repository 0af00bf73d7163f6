/** A resident and an agent who talk by a channel, on a real store. */
import * as v from 'valibot'
import { parser } from '../../../protocol/message-parts.ts'
import type { Conversation } from '../../../protocol/messages-desk.ts'
import { parsed } from '../../../web/index.ts'
import type { Channel } from '../../channel.ts'
import { sealedEntries } from '../sealed-entries.ts'
import { listenAt, type Listening } from '../../desk/testing/listen.ts'
import { as, deskUrl, json, setting, waiting, type Setting } from '../../testing/comm.ts'

export interface Talk {
  state: Setting
  /** The conversation's id at the desk. */
  id: string
  conversation: Conversation
  resident: Party
  agent: Party
}

export interface Party {
  post(verb: string, body?: object): Promise<Response>
  /** The events of this side, from the number on that it has seen last. */
  listen(lastId?: string): Promise<Listening>
  headers: Record<string, string>
  url: string
}

/** `POST …/channel/note`. */
export const note = v.object({ text: v.pipe(v.string(), v.maxLength(2000)) })
const parseNote = parser('Note', note)

/** The least of channels: each side passes notes to the other, and waves. */
export const notes: Channel = {
  kind: 'chat',
  view: () => ({}),
  meeting(tools) {
    const entries = sealedEntries(tools, 'notes')
    return {
      begins: 'history',
      hints: ['wave'],
      verbs: {
        async note(seat, body) {
          const { text } = parsed(parseNote, body)
          const { number } = await entries.add(seat, 'note', { text })
          return { number }
        },
        wave: ({ conversation, side }) =>
          tools.exchange.hint(conversation.id, { side, kind: 'wave' }),
      },
      async tell(seat, entry) {
        const opened = await entries.open<{ text: string }>(seat, entry)
        return opened && { event: 'note', data: { by: entry.side, ...opened } }
      },
    }
  },
}

export const withChannel = (channel: Channel): Promise<Setting> =>
  setting({ channel }, { channels: [{ plugin: 'call', secret: 's'.repeat(32), channel }] })

function party(handler: Setting['comm'], url: string, headers: Record<string, string>): Party {
  return {
    url,
    headers,
    post: (verb, body = {}) => handler(json(`${url}/channel/${verb}`, body, headers)),
    listen: (lastId) =>
      listenAt(handler, `${url}/events`, {
        ...headers,
        ...(lastId !== undefined && { 'last-event-id': lastId }),
      }),
  }
}

export const residentOf = (
  state: Setting,
  { client_url, token }: { client_url: string; token: string },
): Party => party(state.comm, client_url, as(token))

/** One who waited, and was picked up by this agent. */
export async function talk(state: Setting, subject = 'sanne'): Promise<Talk> {
  const one = await waiting(state)
  const headers = as(await state.agent(subject, { given_name: 'Sanne' }))
  const { id } = (await state.store.waiting()).at(-1)!
  const answer = await state.desk(json(`${deskUrl}/conversations/${id}/accept`, {}, headers))
  const conversation = (await answer.json()) as Conversation
  return {
    ...{ state, id, conversation },
    resident: residentOf(state, one),
    agent: party(state.desk, `${deskUrl}/conversations/${id}`, headers),
  }
}
