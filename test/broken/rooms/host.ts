/** Parts for rooms with one mistake each, in what hosts see and hear. */
import { readFileSync } from 'node:fs'
import { hostSecret } from '../../check-rooms.ts'
import { answering, deaf, isPath, type Fault, type Handler, type Place } from '../fault.ts'
import { read, type Members } from '../token.ts'
import { platformToken, trusting } from './platform.ts'
import { isGiven, looks, starts } from './traffic.ts'

type Around = NonNullable<Fault['around']>

export interface Row {
  attributes: Record<string, string> | null
  id_contact: { status: string }
}

/** The list of a room, changed. */
export const listing = (change: (rows: Row[]) => Row[]): Around =>
  answering(
    (request, answer) => looks(request) && isGiven(request, answer),
    async (answer) => Response.json(change((await answer.json()) as Row[])),
  )

const hostPath = /^(\/host\/)(?!live\/)(.+)$/

/** Whoever hosts one room sees all of them. */
function everywhere(): Around {
  const rooms = new Set<unknown>()
  return (part) => async (request) => {
    const { pathname } = new URL(request.url)
    const payload = read(pathname.split('/').pop()!.split('.')[1]).payload as Members | undefined
    if (starts(request)) rooms.add(payload?.roomId)
    const answer = await part(request)
    if (!looks(request) || answer.status !== 200) return answer
    let rows = (await answer.json()) as Row[]
    for (const roomId of rooms) {
      if (roomId === payload?.roomId) continue
      const url = new URL(`/host/${platformToken(hostSecret, { roomId })}`, request.url)
      rows = [...rows, ...((await (await part(new Request(url, request))).json()) as Row[])]
    }
    return Response.json(rows)
  }
}

/** Other data in the events. */
const streaming = (change: (text: string) => string): Around =>
  answering(isPath(/^\/host\/live\//), (answer) => {
    const body = answer
      .body!.pipeThrough(new TextDecoderStream())
      .pipeThrough(
        new TransformStream<string, string>({
          transform: (chunk, controller) => controller.enqueue(change(chunk)),
        }),
      )
      .pipeThrough(new TextEncoderStream())
    return new Response(body, { headers: answer.headers })
  })

/** Nobody asks who it is: whoever is not known counts as an employee. */
const asAgent: Around = (part: Handler, { folder }: Place) => {
  const token = readFileSync(`${folder}/agent-token`, 'utf8')
  return (request) => {
    if (!looks(request) || request.headers.has('authorization')) return part(request)
    const headers = new Headers(request.headers)
    headers.set('authorization', `Bearer ${token}`)
    return part(new Request(request, { headers }))
  }
}

/** Shows who was there, when nobody is there any more. */
function remembering(): Around {
  const guests = new Map<unknown, Members[]>()
  return (part) => async (request) => {
    const { pathname } = new URL(request.url)
    const payload = read(pathname.split('/').pop()!.split('.')[1]).payload as Members | undefined
    const before = guests.get(payload?.roomId) ?? []
    if (starts(request)) guests.set(payload?.roomId, [...before, payload!])
    const answer = await part(request)
    if (!looks(request) || answer.status !== 200) return answer
    const rows = (await answer.json()) as unknown[]
    return Response.json(rows.length > 0 ? rows : before)
  }
}

export const brokenHosts: Fault[] = [
  { breaks: 'ROOMS-END-03', is: 'never forgets a guest', around: remembering() },
  {
    breaks: 'ROOMS-HOST-01',
    is: 'shows no attributes',
    around: listing((rows) => rows.map((row) => ({ ...row, attributes: null }))),
  },
  { breaks: 'ROOMS-HOST-02', is: 'shows every room', around: everywhere() },
  {
    breaks: 'ROOMS-HOST-03',
    is: 'shows the latest first',
    around: listing((rows) => rows.toReversed()),
  },
  {
    breaks: 'ROOMS-HOST-04',
    is: 'shows attributes in any order',
    around: listing((rows) =>
      rows.map((row) => ({
        ...row,
        attributes:
          row.attributes && Object.fromEntries(Object.entries(row.attributes).toReversed()),
      })),
    ),
  },
  {
    breaks: 'ROOMS-HOST-05',
    is: 'hides guests whose log-in failed',
    around: listing((rows) => rows.filter(({ id_contact }) => id_contact.status !== 'failed')),
  },
  { breaks: 'ROOMS-HOST-06', is: 'does not ask who is a host', around: asAgent },
  {
    breaks: 'ROOMS-HOST-07',
    is: 'takes host tokens that nobody signed',
    around: trusting(hostPath, hostSecret, ({ alg }) => alg === 'none'),
  },
  {
    breaks: 'ROOMS-LIVE-01',
    is: 'begins without a word',
    around: streaming((text) => text.replace('data: start', 'data: hello')),
  },
  {
    breaks: 'ROOMS-LIVE-02',
    is: 'says the wrong word when something changes',
    around: streaming((text) => text.replace('data: update', 'data: change')),
  },
  {
    breaks: 'ROOMS-LIVE-03',
    is: 'says the same whatever is wrong',
    around: streaming((text) => text.replace('data: badrequest', 'data: forbidden')),
  },
  {
    breaks: 'ROOMS-LIVE-04',
    is: 'calls somebody who is not logged in a bad request',
    around: streaming((text) => text.replace('data: forbidden', 'data: badrequest')),
  },
  {
    breaks: 'ROOMS-END-01',
    is: 'only says that the guest is gone',
    around: deaf(isPath(/^\/guest\//, 'DELETE')),
  },
  {
    breaks: 'ROOMS-END-02',
    is: 'only says that the room is empty',
    around: deaf(isPath(/^\/host\//, 'DELETE')),
  },
]
