/** Communication plugins with one mistake each. */
import { randomId, sha256 } from '../../src/protocol/digest.ts'
import { signHandover, type Handover } from '../../src/protocol/handover.ts'
import { importKeySet } from '../../src/protocol/keys.ts'
import {
  answering,
  elsewhere,
  inJson,
  instead,
  isPath,
  isRedirect,
  keysIn,
  knowingAll,
  now,
  rewritten,
  silent,
  type Fault,
  type Handler,
  type Place,
} from './fault.ts'
import { brokenDuring, failingLate } from './comm-during.ts'
import {
  believing as believed,
  brokenReceivers,
  type Changes,
  type Receiving,
  type Seen,
} from './receiver.ts'
import { open, read, seal, type Members } from './token.ts'

type Around = NonNullable<Fault['around']>

const starts = isPath(/^\/start_communication$/, 'POST')
const results = isPath(/^\/result\//, 'POST')
const withdrawals = isPath(/^\/result\//, 'DELETE')
const comings = isPath(/^\/conversation\//, 'POST')
const visits = isPath(/^\/conversation\//)
const isBearing = ({ headers }: Request): boolean => headers.has('authorization')
const isGiven = (_request: Request, { status }: Response): boolean => status === 200

interface Started {
  client_url: string
  attr_url: string
  binding: string
  audience: string
}

/** What each start was answered, by its `attr_url` and by its `client_url`. */
function startsOf(part: Handler): {
  noting: Handler
  of: (request: Request) => Started | undefined
} {
  const known = new Map<string, Started>()
  return {
    async noting(request) {
      const answer = await part(request)
      if (starts(request) && answer.status === 200) {
        const started = (await answer.clone().json()) as Started
        known.set(started.attr_url, started).set(started.client_url, started)
      }
      return answer
    },
    of: ({ url }) => known.get(url.split('?')[0]!),
  }
}

const receiving: Receiving = {
  isResult: results,
  learn() {
    let watching: ReturnType<typeof startsOf> | undefined
    return {
      around(part) {
        watching = startsOf(part)
        return watching.noting
      },
      of(request) {
        const started = watching?.of(request)
        return started && { ...started, comeUrl: started.client_url }
      },
    }
  },
}
const believing = (fits: (seen: Seen) => boolean, fixed?: (seen: Seen) => Members): Changes =>
  believed(receiving, fits, fixed)

/** Handovers that are not good, made good. */
const trusting =
  (
    fits: (claims: Members, request: Request) => boolean,
    fixed: (request: Request, place: Place) => Members = () => ({}),
  ): Around =>
  (part, place) =>
  async (request) => {
    if (!comings(request)) return part(request)
    const message = (await request.clone().json()) as { handover: string; result?: string }
    const claims = read(message.handover.split('.')[1])
    if (!claims.sub || !fits(claims, request)) return part(request)
    const signingKeys = await importKeySet(keysIn(place.folder, 'core/signing.private'), 'sign')
    const good = { ...claims, ...fixed(request, place) } as unknown as Handover
    const handover = await signHandover(good, { signingKeys })
    return part(await rewritten(request, JSON.stringify({ ...message, handover })))
  }

const inside = (): Response =>
  Response.json({ token: randomId(32), conversation: { state: 'waiting' } }, { status: 201 })

/** Everybody after the first gets the addresses of the first. */
function repeating(): Around {
  let first: string | undefined
  return (part) => async (request) => {
    const answer = await part(request)
    if (!starts(request) || answer.status !== 200) return answer
    first ??= await answer.clone().text()
    return Response.json(JSON.parse(first))
  }
}

/** The same binding for everybody, and it is taken for the right one. */
const sharing: Around = (part, place) => {
  const shared = 'A'.repeat(22)
  return answering(
    (request, answer) => starts(request) && isGiven(request, answer),
    inJson((body) => ({ ...body, binding: shared })),
  )(
    believing(
      ({ claims, isGood, sealed }) =>
        isGood && sealed?.alg === 'ECDH-ES' && claims.binding === shared,
      ({ learnt }) => ({ binding: learnt.binding }),
    ).around!(part, place),
  )
}

/** Whoever did not log in is sent away, and nothing more: the one who did may still come. */
const forgiving: Around = (part, { folder }) => {
  const { noting, of } = startsOf(part)
  const hashes = new Map<string, unknown>()
  return async (request) => {
    if (results(request)) {
      const opened = await open(folder, await request.clone().text()).catch(() => undefined)
      hashes.set(of(request)!.client_url, opened?.claims.receipt_hash)
    }
    if (comings(request)) {
      const { handover } = (await request.clone().json()) as { handover: string }
      const { receipt } = read(handover.split('.')[1])
      const isOther = receipt && hashes.get(request.url) !== (await sha256(String(receipt)))
      if (isOther) return new Response(null, { status: 403 })
    }
    return noting(request)
  }
}

/** Who comes too early has had their chance. */
function impatient(): Around {
  const early = new Set<string>()
  return (part) => async (request) => {
    if (!comings(request)) return part(request)
    if (early.has(request.url)) return new Response(null, { status: 410 })
    const answer = await part(request)
    if (answer.status === 409) early.add(request.url)
    return answer
  }
}

/** Whoever holds `attr_url` can end a conversation at any time. */
const ending: Around = (part) => {
  const { noting, of } = startsOf(part)
  const tokens = new Map<string, string>()
  return async (request) => {
    const answer = await noting(request)
    if (comings(request) && answer.status === 201) {
      const { token } = (await answer.clone().json()) as { token: string }
      tokens.set(request.url, token)
    }
    if (withdrawals(request)) {
      const { client_url } = of(request)!
      const headers = { authorization: `Bearer ${tokens.get(client_url)}` }
      await part(new Request(client_url, { method: 'DELETE', headers }))
    }
    return answer
  }
}

/** Tells the browser what it has learnt from the result. */
const telling: Around = (part, { folder }) => {
  let session_url: unknown
  const answered = answering(
    (request, answer) => visits(request) && isBearing(request) && isGiven(request, answer),
    inJson((body) => ({ ...body, session_url })),
  )(part)
  return async (request) => {
    const opened = results(request) && (await open(folder, await request.clone().text()))
    if (opened) ({ session_url } = opened.claims)
    return answered(request)
  }
}

/** Log-outs end with the conversation alone. */
const forgetful: Around = (part) => async (request) =>
  isPath(/\/logout$/, 'POST')(request) ? new Response(null, { status: 204 }) : part(request)

export const brokenComms: Fault[] = [
  ...brokenDuring,
  {
    breaks: 'COMM-START-04',
    is: 'refuses what it does not know',
    around: knowingAll,
  },
  {
    breaks: 'COMM-START-01',
    is: 'names its address otherwise',
    around: answering(
      (request, answer) => starts(request) && isGiven(request, answer),
      inJson(({ client_url, ...others }) => ({ ...others, url: client_url })),
    ),
  },
  {
    breaks: 'COMM-START-02',
    is: 'breaks down over a body',
    around: instead(starts, 'malformed-request', () => new Response(null, { status: 500 })),
  },
  { breaks: 'COMM-START-03', is: 'gives addresses out twice', around: repeating() },
  ...brokenReceivers('COMM', receiving),
  {
    breaks: 'COMM-LAND-01',
    is: 'lets nobody in',
    around: (part) => async (request) =>
      visits(request) && request.url.includes('handover=')
        ? new Response(null, { status: 403 })
        : part(request),
  },
  { breaks: 'COMM-BIND-01', is: 'gives everybody the same binding', around: sharing },
  { breaks: 'COMM-BIND-10', is: 'lets a later result undo the first', around: failingLate },
  {
    breaks: 'COMM-HAND-01',
    is: 'does not say that there is something new',
    around: answering(
      (request, { status }) => comings(request) && status === 201,
      (answer) => new Response(answer.body, { status: 200, headers: answer.headers }),
    ),
  },
  {
    breaks: 'COMM-HAND-02',
    is: 'takes any text for a handover',
    around: (part) => async (request) => {
      const isText = comings(request) && (await request.clone().text()).includes('no.hand.over')
      return isText ? inside() : part(request)
    },
  },
  {
    breaks: 'COMM-HAND-03',
    is: 'does not look at which core it is',
    around: trusting(
      ({ iss }) => iss === 'https://elsewhere.invalid',
      (_request, { checker }) => ({ iss: checker }),
    ),
  },
  {
    breaks: 'COMM-HAND-04',
    is: 'takes the handover of another conversation',
    around: trusting(
      ({ sub }, { url }) => sub !== url,
      ({ url }) => ({ sub: url }),
    ),
  },
  {
    breaks: 'COMM-HAND-05',
    is: 'does not look at what was chosen',
    around: trusting(
      ({ purpose }) => purpose !== 'report_move',
      () => ({ purpose: 'report_move' }),
    ),
  },
  {
    breaks: 'COMM-HAND-06',
    is: 'takes handovers of yesterday',
    around: trusting(({ exp }) => Number(exp) < now()),
  },
  {
    breaks: 'COMM-HAND-07',
    is: 'lets in whoever comes',
    around: instead(comings, 'already-used', inside),
  },
  { breaks: 'COMM-HAND-08', is: 'gives a stranger and then the resident a try', around: forgiving },
  {
    breaks: 'COMM-HAND-09',
    is: 'leaves the result in the address',
    around: answering(
      (request, answer) => visits(request) && isRedirect(request, answer),
      elsewhere((location) => `${location.href}?result=a.b.c`),
    ),
  },
  {
    breaks: 'COMM-HAND-10',
    is: 'does not say how it stands',
    around: answering(
      (request, answer) => visits(request) && isBearing(request) && isGiven(request, answer),
      inJson(({ state: _state, ...others }) => others),
    ),
  },
  {
    breaks: 'COMM-HAND-11',
    is: 'only says that it has ended',
    around: (part) => async (request) =>
      isPath(/^\/conversation\//, 'DELETE')(request)
        ? new Response(null, { status: 204 })
        : part(request),
  },
  { breaks: 'COMM-HAND-12', is: 'lets nobody try again', around: impatient() },
  {
    breaks: 'COMM-HAND-13',
    is: 'does not hear that nobody will come',
    around: (part) => async (request) =>
      withdrawals(request) ? new Response(null, { status: 204 }) : part(request),
  },
  { breaks: 'COMM-HAND-14', is: 'can be ended by whoever holds attr_url', around: ending },
  {
    breaks: 'COMM-HAND-16',
    is: 'forgets whom it let in',
    around: (part) => async (request) => {
      if (!comings(request)) return part(request)
      const { key: _key, ...message } = (await request.clone().json()) as Members
      return part(await rewritten(request, JSON.stringify(message)))
    },
  },
  { breaks: 'COMM-SESSION-02', is: 'never says more', outwards: silent('type=user_active') },
  { breaks: 'COMM-SESSION-01', is: 'never logs out', outwards: silent('type=logout') },
  { breaks: 'COMM-SESSION-03', is: 'tells where the log-in is kept', around: telling },
  { breaks: 'COMM-HAND-15', is: 'does not log out before the end', around: forgetful },
  {
    breaks: 'COMM-PHONE-01',
    is: 'knows no code',
    around: (part) => async (request) =>
      isPath(/^\/link_phone$/, 'POST')(request)
        ? new Response(null, { status: 404 })
        : part(request),
  },
  {
    breaks: 'COMM-PHONE-02',
    is: 'does not say who calls',
    around: answering(
      (request, answer) => isPath(/^\/session_info\//)(request) && isGiven(request, answer),
      inJson((body) => ({ ...body, auth_result: null })),
    ),
  },
  { breaks: 'COMM-PHONE-04', is: 'takes every caller for somebody', around: credulous() },
  {
    breaks: 'COMM-PHONE-03',
    is: 'shows somebody for any code',
    around: answering(
      (request, { status }) => isPath(/^\/session_info\//)(request) && status === 404,
      () => Response.json({ purpose: 'report_move', auth_result: null }),
    ),
  },
]

/** A telephone plugin as published, with a code before the log-in, which takes every caller for somebody who logged in. */
function credulous(): Around {
  let code = 48_291_730
  return () => async (request) => {
    const { pathname, origin } = new URL(request.url)
    if (starts(request))
      return Response.json({
        client_url: `tel:+31201234567,,${++code}`,
        attr_url: `${origin}/taken/${code}`,
      })
    const auth_result = { status: 'succes', attributes: { name: 'x' } }
    return pathname.startsWith('/session_info/')
      ? Response.json({ purpose: 'report_move', auth_result })
      : new Response('ok')
  }
}

/** The same plugin, when a published core and a published authentication plugin ask. */
export const brokenPublishedComms: Fault[] = [
  {
    breaks: 'COMM-EARLIER-01',
    is: 'forgets the result of an earlier log-in',
    around: (part) => async (request) => {
      if (!starts(request)) return part(request)
      const text = await request.clone().text()
      return part(await rewritten(request, text.replace(/,"auth_result":"[^"]*"/, '')))
    },
  },
  {
    breaks: 'COMM-EARLIER-02',
    is: 'does not look at who signed an earlier result',
    around:
      (part, { folder }) =>
      async (request) => {
        const text = starts(request) ? await request.clone().text() : ''
        const [, token] = /"auth_result":"([^"]*)"/.exec(text) ?? []
        const opened = token && (await open(folder, token))
        if (!opened) return part(request)
        const again = await seal(folder, { claims: opened.claims, signer: 'published' })
        return part(await rewritten(request, text.replace(token, again)))
      },
  },
]
