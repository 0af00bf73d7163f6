/** What authentication plugins are told of log-ins, and a plugin that a test plays. */
import { createSealer } from '../../protocol/ticket.ts'
import type { CommConfig } from '../config.ts'
import { openSession } from '../login-session.ts'

/** Of plugin `digid`, whose results these are. */
export const sessionUrl = (name: string): string => `https://digid.example/session/${name}`

interface Stored {
  store: CommConfig['store']
  /** `tag`: whose outbox it is. */
  commConfig: Pick<CommConfig, 'tag' | 'secret' | 'now'>
}

/** What is due to be told, as `logout https://…`; nothing of it stays. */
export async function due({ store, commConfig }: Stored): Promise<string[]> {
  const { tag, secret, now } = commConfig
  const updates = await store.claimUpdates(tag)
  const sealer = createSealer(secret, { now })
  return Promise.all(
    updates.map(async ({ id, type, session }) => {
      await store.deleteUpdate(id)
      return `${type} ${await openSession(sealer, session)}`
    }),
  )
}

export interface TestPlugin {
  fetch: typeof fetch
  /** `POST https://…?type=logout`, in the order in which they came. */
  calls: string[]
  /** What it does with a call. Default: 200. */
  answer: (url: string, init: RequestInit) => Response | Promise<Response>
}

export function testPlugin(): TestPlugin {
  const plugin: TestPlugin = {
    calls: [],
    answer: () => new Response(null),
    fetch: async (input, init = {}) => {
      const url = String(input)
      plugin.calls.push(`${init.method} ${url}`)
      return plugin.answer(url, init)
    },
  }
  return plugin
}

/** A call that gets no answer until whoever makes it gives up. */
export const silence = (_url: string, { signal }: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal!.throwIfAborted()
    signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true })
  })
