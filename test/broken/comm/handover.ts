/** Communication plugins with one mistake each, when the browser comes that the core handed over. */
import { randomId, sha256 } from '../../../src/protocol/digest.ts'
import {
  answering,
  deaf,
  elsewhere,
  inJson,
  instead,
  isPath,
  isRedirect,
  now,
  rewritten,
  type Fault,
  type Place,
} from '../fault.ts'
import { handoverOf, open, read, type Members } from '../token.ts'
import { comings, isView, results, startsOf, visits, withdrawals } from './traffic.ts'

type Around = NonNullable<Fault['around']>

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
    const handover = await handoverOf(place.folder, { ...claims, ...fixed(request, place) })
    return part(await rewritten(request, JSON.stringify({ ...message, handover })))
  }

const inside = (): Response =>
  Response.json({ token: randomId(32), conversation: { state: 'waiting' } }, { status: 201 })

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

export const brokenHandovers: Fault[] = [
  {
    breaks: 'COMM-CALL-01',
    is: 'takes a number and does nothing with it',
    around: answering(
      (request, { ok }) => isPath(/\/call_back$/, 'POST')(request) && ok,
      inJson((body) => ({ ...body, call_back: 'possible' })),
    ),
  },
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
      isView,
      inJson(({ state: _state, ...others }) => others),
    ),
  },
  {
    breaks: 'COMM-HAND-11',
    is: 'only says that it has ended',
    around: deaf(isPath(/^\/conversation\//, 'DELETE')),
  },
  { breaks: 'COMM-HAND-12', is: 'lets nobody try again', around: impatient() },
  {
    breaks: 'COMM-HAND-13',
    is: 'does not hear that nobody will come',
    around: deaf(withdrawals),
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
]
