/** Parts for rooms of a platform with one mistake each. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { randomId, sha256 } from '../../src/protocol/digest.ts'
import { signHandover, type Handover } from '../../src/protocol/handover.ts'
import { signClaims } from '../../src/protocol/jws.ts'
import { importKeySet } from '../../src/protocol/keys.ts'
import { guestSecret, hostSecret } from '../check-rooms.ts'
import {
  answering,
  elsewhere,
  inJson,
  instead,
  isPath,
  isRedirect,
  keysIn,
  now,
  rewritten,
  sending,
  silent,
  type Fault,
  type Handler,
  type Place,
} from './fault.ts'
import {
  believing as believed,
  brokenReceivers,
  type Changes,
  type Learnt,
  type Receiving,
  type Seen,
} from './receiver.ts'
import { open, read, seal, type Members } from './token.ts'

type Around = NonNullable<Fault['around']>

const inits = isPath(/^\/guest\/init\//)
const starts = isPath(/^\/guest\/start\//, 'POST')
const returns = isPath(/^\/guest\/return\//)
const results = isPath(/^\/internal\/auth_result\//, 'POST')
const withdrawals = isPath(/^\/internal\/auth_result\//, 'DELETE')
const looks = isPath(/^\/host\/(?!live\/)[^/]+$/)
const listens = isPath(/^\/host\/live\//)
const isGiven = (_request: Request, { status }: Response): boolean => status === 200

const part64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const mac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url')

function platformToken(secret: string, payload: unknown): string {
  const claims = { payload, iat: now(), exp: now() + 3600 }
  const content = `${part64({ typ: 'JWT', alg: 'HS256' })}.${part64(claims)}`
  return `${content}.${mac(secret, content)}`
}

interface PlatformSeen {
  alg: unknown
  exp: number
  /** Whose secret signed it. */
  by: 'guest' | 'host' | undefined
}

/** Tokens of the platform that are not good, made good. */
const trusting =
  (path: RegExp, secret: string, fits: (seen: PlatformSeen) => boolean): Around =>
  (part) =>
  async (request) => {
    const url = new URL(request.url)
    const [, before, token = ''] = path.exec(url.pathname) ?? []
    const [header, payload, signature] = token.split('.')
    if (!payload) return part(request)
    const content = `${header}.${payload}`
    const by = [
      ['guest', guestSecret],
      ['host', hostSecret],
    ].find(([, one]) => mac(one!, content) === signature)?.[0] as PlatformSeen['by']
    const claims = read(payload)
    if (!fits({ alg: read(header).alg, exp: Number(claims.exp), by })) return part(request)
    url.pathname = `${before}${platformToken(secret, claims.payload)}`
    return part(new Request(url, request))
  }

const guestPath = /^(\/guest\/(?:init|start)\/)(.+)$/
const hostPath = /^(\/host\/)(?!live\/)(.+)$/

/** What the choosing page is told, with other claims. */
const telling =
  (changed: (claims: Members) => Members): Around =>
  (part, { folder }) =>
  async (request) => {
    const answer = await part(request)
    if (!inits(request) || !isRedirect(request, answer)) return answer
    const location = new URL(answer.headers.get('location')!)
    const [before, token] = location.href.split(/(?<=\/widget\/)/)
    const claims = read(token!.split('.')[1])
    const keys = await importKeySet(keysIn(folder, 'rooms/signing.private'), 'sign')
    const again = await signClaims({ ...claims, ...changed(claims) }, 'JWT', keys)
    return new Response(null, { status: 303, headers: { location: `${before}${again}` } })
  }

const isRequest = (url: string, { method }: RequestInit): boolean =>
  method === 'POST' && url.endsWith('/start')
interface Asked {
  comm_url: string
  attr_url: string
  binding: string
  audience: string
}
const askedIn = ({ body }: RequestInit): Asked =>
  read(String(body).split('.')[1]).request as unknown as Asked

const receiving: Receiving = {
  isResult: results,
  learn() {
    const known = new Map<string, Learnt>()
    return {
      outwards: sending((url, init) => {
        if (!isRequest(url, init)) return undefined
        const { comm_url, attr_url, binding, audience } = askedIn(init)
        const learnt = { comeUrl: comm_url, binding, audience }
        known.set(attr_url, learnt).set(comm_url, learnt)
        return undefined
      }),
      of: ({ url }) => known.get(url.split('?')[0]!),
    }
  },
}
const believing = (fits: (seen: Seen) => boolean, fixed?: (seen: Seen) => Members): Changes =>
  believed(receiving, fits, fixed)

interface Row {
  attributes: Record<string, string> | null
  id_contact: { status: string }
}

/** The list of a room, changed. */
const listing = (change: (rows: Row[]) => Row[]): Around =>
  answering(
    (request, answer) => looks(request) && isGiven(request, answer),
    async (answer) => Response.json(change((await answer.json()) as Row[])),
  )

/** Tells hosts what it has learnt from the result. */
const telltale: Around = (part, place) => {
  let session_url: unknown
  const listed = listing((rows) => rows.map((row) => ({ ...row, session_url })))(part, place)
  return async (request) => {
    const opened = results(request) && (await open(place.folder, await request.clone().text()))
    if (opened) ({ session_url } = opened.claims)
    return listed(request)
  }
}

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

/** A later result takes the place of the first one. */
function overwriting(): Around {
  const posted = new Map<string, number>()
  const isAgain = (): boolean => [...posted.values()].some((count) => count > 1)
  return (part, place) => {
    const listed = listing((rows) =>
      rows.map((row) => ({ ...row, attributes: isAgain() ? { name: 'later' } : row.attributes })),
    )(part, place)
    return async (request) => {
      if (results(request)) posted.set(request.url, (posted.get(request.url) ?? 0) + 1)
      const answer = await listed(request)
      if (looks(request)) posted.clear()
      return answer
    }
  }
}

/** Does not care for which start a result is: it counts for the latest one. */
function undiscerning(): Changes {
  const receipt = randomId()
  let latest: Asked | undefined
  let isMoved = false
  return {
    outwards: sending((url, init) => {
      if (isRequest(url, init)) latest = askedIn(init)
      return undefined
    }),
    around(part, place) {
      const handed = handing(
        () => isMoved,
        async () => ({ receipt }),
      )(part, place)
      return async (request) => {
        if (!results(request) || !latest || request.url === latest.attr_url) return handed(request)
        const { claims } = (await open(place.folder, await request.clone().text()))!
        const moved = {
          ...claims,
          binding: latest.binding,
          receipt_hash: await sha256(receipt),
        }
        isMoved = true
        const token = await seal(place.folder, { claims: moved, signer: 'login' })
        return part(await rewritten(new Request(latest.attr_url, request), token))
      }
    },
  }
}

/** Other data in the events. */
const streaming = (change: (text: string) => string): Around =>
  answering(listens, (answer) => {
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

/** The same binding for everybody, and it is taken for the right one. */
const shared = 'A'.repeat(22)
const sharedHash = await sha256(shared)
function sharing(): Changes {
  const { around, outwards } = believing(
    ({ claims, isGood, sealed }) =>
      isGood && sealed?.alg === 'ECDH-ES' && claims.binding === shared,
    ({ learnt }) => ({ binding: learnt.binding }),
  )
  const shown = sending(async (url, init, _before, { folder }) => {
    if (!isRequest(url, init)) return undefined
    const [jwk] = keysIn(folder, 'rooms/signing.private')
    const keys = await importKeySet([{ ...jwk!, kid: 'platform' }], 'sign')
    const claims = read(String(init.body).split('.')[1])
    const request = { ...(claims.request as object), binding: shared }
    return { ...init, body: await signClaims({ ...claims, request }, 'JWT', keys) }
  })
  const { outwards: noting, of } = receiving.learn()
  // The handover tells which binding it was.
  const hashed = handing(
    ({ binding_hash }) => binding_hash === sharedHash,
    async (request) => ({ binding_hash: await sha256(of(request)!.binding) }),
  )
  return {
    around: (part, place) => hashed(around!(part, place), place),
    outwards: (send, place) => noting!(outwards!(shown(send, place), place), place),
  }
}

/** Handovers that are not good, made good. */
const handing =
  (
    fits: (claims: Members) => boolean,
    fixed: (request: Request) => Promise<Members> = async () => ({}),
  ): Around =>
  (part, { folder }) =>
  async (request) => {
    const url = new URL(request.url)
    const claims = read(url.searchParams.get('handover')?.split('.')[1])
    if (!returns(request) || !fits(claims)) return part(request)
    const signingKeys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
    const good = { ...claims, ...(await fixed(request)) } as unknown as Handover
    url.searchParams.set('handover', await signHandover(good, { signingKeys }))
    return part(new Request(url, request))
  }

/** Does not wait for anybody to come back: it goes there itself. */
function hasty(): Changes {
  const { outwards, of } = receiving.learn()
  return {
    ...(outwards && { outwards }),
    around:
      (part, { folder, checker }) =>
      async (request) => {
        const opened = results(request) && (await open(folder, await request.clone().text()))
        const learnt = of(request)
        if (!opened || !learnt || !opened.claims.receipt_hash) return part(request)
        const receipt = randomId()
        const claims = { ...opened.claims, receipt_hash: await sha256(receipt) }
        const answer = await part(
          await rewritten(request, await seal(folder, { claims, signer: 'login' })),
        )
        if (answer.status !== 200) return answer
        const signingKeys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
        const handover = await signHandover(
          {
            iss: checker,
            aud: learnt.audience,
            sub: learnt.comeUrl,
            jti: randomId(),
            purpose: 'report_move',
            auth_method: 'login',
            binding_hash: await sha256(learnt.binding),
            receipt,
          },
          { signingKeys },
        )
        await part(new Request(`${learnt.comeUrl}?handover=${handover}`))
        return answer
      },
  }
}

/** Whoever did not log in is sent away, and nothing more: the one who did may still come. */
function forgiving(): Changes {
  const { outwards, of } = receiving.learn()
  const hashes = new Map<string, unknown>()
  return {
    ...(outwards && { outwards }),
    around:
      (part, { folder }) =>
      async (request) => {
        if (results(request)) {
          const opened = await open(folder, await request.clone().text()).catch(() => undefined)
          hashes.set(of(request)?.comeUrl ?? '', opened?.claims.receipt_hash)
        }
        if (returns(request)) {
          const { searchParams } = new URL(request.url)
          const { receipt } = read(searchParams.get('handover')?.split('.')[1])
          const hash = hashes.get(request.url.split('?')[0]!)
          const isOther = receipt && hash !== (await sha256(String(receipt)))
          if (isOther) return new Response(null, { status: 403 })
        }
        return part(request)
      },
  }
}

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

const deaf =
  (fits: (request: Request) => boolean): Around =>
  (part) =>
  async (request) =>
    fits(request) ? new Response(null, { status: 204 }) : part(request)

export const brokenRooms: Fault[] = [
  { breaks: 'ROOMS-END-03', is: 'never forgets a guest', around: remembering() },
  {
    breaks: 'ROOMS-GUEST-01',
    is: 'tells the choosing page nothing',
    around: answering(
      (request, answer) => inits(request) && isRedirect(request, answer),
      elsewhere(({ origin }) => `${origin}/widget/nothing`),
    ),
  },
  {
    breaks: 'ROOMS-GUEST-02',
    is: 'sends guests who stop to another place',
    around: telling(() => ({ cancel_url: 'https://elsewhere.invalid/' })),
  },
  {
    breaks: 'ROOMS-GUEST-03',
    is: 'lets the choosing page work for an hour',
    around: telling(({ iat }) => ({ exp: Number(iat) + 3600 })),
  },
  {
    breaks: 'ROOMS-GUEST-04',
    is: 'does not look at the signature of a platform',
    around: trusting(guestPath, guestSecret, ({ alg, by }) => alg === 'HS256' && !by),
  },
  {
    breaks: 'ROOMS-GUEST-05',
    is: 'believes what nobody signed',
    around: trusting(guestPath, guestSecret, ({ alg }) => alg === 'none'),
  },
  {
    breaks: 'ROOMS-GUEST-06',
    is: 'has one secret for guests and hosts',
    around: trusting(guestPath, guestSecret, ({ by }) => by === 'host'),
  },
  {
    breaks: 'ROOMS-GUEST-07',
    is: 'takes tokens of yesterday',
    around: trusting(guestPath, guestSecret, ({ exp }) => exp < now()),
  },
  {
    breaks: 'ROOMS-START-01',
    is: 'names its address otherwise',
    around: answering(
      (request, answer) => starts(request) && isGiven(request, answer),
      inJson(({ client_url }) => ({ url: client_url })),
    ),
  },
  {
    breaks: 'ROOMS-START-02',
    is: 'asks the core in plain text',
    outwards: sending((url, init) =>
      isRequest(url, init) ? { ...init, headers: { 'content-type': 'text/plain' } } : undefined,
    ),
  },
  {
    breaks: 'ROOMS-START-03',
    is: 'takes any purpose',
    around: (part) => async (request) => {
      const text = starts(request) ? await request.clone().text() : ''
      return text.includes('no_such_tag')
        ? part(await rewritten(request, text.replace('no_such_tag', 'report_move')))
        : part(request)
    },
  },
  {
    breaks: 'ROOMS-START-04',
    is: 'blames the guest when the core fails',
    around: instead(starts, 'plugin-bad-answer', () => new Response(null, { status: 400 })),
  },
  {
    breaks: 'ROOMS-START-05',
    is: 'forgets where the guest came from',
    around: answering(
      (request, answer) => returns(request) && isRedirect(request, answer),
      elsewhere(({ origin }) => `${origin}/platform/elsewhere`),
    ),
  },
  ...brokenReceivers('ROOMS', receiving),
  { breaks: 'ROOMS-RESULT-11', is: 'lets a later result undo the first', around: overwriting() },
  { breaks: 'ROOMS-RESULT-12', is: 'does not look at which start it was', ...undiscerning() },
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
  { breaks: 'ROOMS-BIND-01', is: 'gives everybody the same binding', ...sharing() },
  { breaks: 'ROOMS-BIND-10', is: 'waits for no browser', ...hasty() },
  {
    breaks: 'ROOMS-BIND-11',
    is: 'takes handovers of yesterday',
    around: handing(({ exp }) => Number(exp) < now()),
  },
  { breaks: 'ROOMS-BIND-12', is: 'gives a stranger and then the guest a try', ...forgiving() },
  {
    breaks: 'ROOMS-BIND-13',
    is: 'does not hear that nobody will come',
    around: deaf(withdrawals),
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
  { breaks: 'ROOMS-SESSION-01', is: 'never logs out', outwards: silent('type=logout') },
  {
    breaks: 'ROOMS-SESSION-02',
    is: 'never says that somebody is there',
    outwards: silent('type=user_active'),
  },
  { breaks: 'ROOMS-SESSION-03', is: 'tells where the log-in is kept', around: telltale },
]
