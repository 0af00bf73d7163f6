/** Communication plugins with one mistake each, in authentication during a conversation. */
import { randomId, sha256 } from '../../../src/protocol/digest.ts'
import { askedIn, inPlainText, isAsking, withSharedBinding, type Asked } from '../asking.ts'
import {
  answering,
  inJson,
  instead,
  isPath,
  rewritten,
  sending,
  type Fault,
  type Place,
} from '../fault.ts'
import { brokenReceivers, type Changes, type Learnt, type Receiving } from '../receiver.ts'
import { handoverOf, open, read, resealed, type Members } from '../token.ts'

type Around = NonNullable<Fault['around']>

const conversation = /^\/conversation\/[^/]+$/
const authenticates = isPath(/^\/conversation\/[^/]+\/authenticate$/, 'POST')
const declines = isPath(/^\/conversation\/[^/]+\/decline$/, 'POST')
const starts = isPath(/^\/start_communication$/, 'POST')
const results = isPath(/^\/result\//, 'POST')
const comings = isPath(conversation, 'POST')
const isView = (request: Request, { status }: Response): boolean =>
  isPath(conversation)(request) && request.headers.has('authorization') && status === 200

/** Of starts and of attempts: for whatever comes to one of their addresses. */
const receiving: Receiving = {
  isResult: results,
  learn() {
    const known = new Map<string, Learnt>()
    return {
      around: (part) => async (request) => {
        const answer = await part(request)
        if (starts(request) && answer.status === 200) {
          const started = (await answer.clone().json()) as Learnt & Record<string, string>
          known.set(started.attr_url!, { ...started, comeUrl: started.client_url! })
        }
        return answer
      },
      outwards: sending((url, init) => {
        if (!isAsking(url, init)) return undefined
        const { comm_url: comeUrl, attr_url, binding, audience } = askedIn(init)
        known.set(attr_url, { comeUrl, binding, audience })
        return undefined
      }),
      of: ({ url }) => known.get(url.split('?')[0]!),
    }
  },
}

/** Handovers of attempts, signed again with other claims. */
const handing =
  (
    fits: (claims: Members) => boolean,
    fixed: (place: Place) => Members | Promise<Members> = () => ({}),
  ): Around =>
  (part, place) =>
  async (request) => {
    if (!comings(request)) return part(request)
    const message = (await request.clone().json()) as { handover: string }
    const claims = read(message.handover.split('.')[1])
    if (!claims.binding_hash || !fits(claims)) return part(request)
    const handover = await handoverOf(place.folder, { ...claims, ...(await fixed(place)) })
    return part(await rewritten(request, JSON.stringify({ ...message, handover })))
  }

/** Does not wait for anybody to come back: it goes there itself. */
function hasty(): Changes {
  let latest: Asked | undefined
  return {
    outwards: sending((url, init) => {
      if (isAsking(url, init)) latest = askedIn(init)
      return undefined
    }),
    around: (part, place) => async (request) => {
      if (!latest || request.url !== latest.attr_url) return part(request)
      const receipt = randomId()
      const own = { receipt_hash: await sha256(receipt) }
      const answer = await part(await resealed(request, place.folder, own))
      const handover = await handoverOf(place.folder, {
        iss: place.checker,
        aud: latest.audience,
        sub: latest.comm_url,
        jti: randomId(),
        purpose: 'report_move',
        auth_method: 'login',
        comm_method: 'talk',
        binding_hash: await sha256(latest.binding),
        receipt,
      })
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ handover })
      await part(new Request(latest.comm_url, { method: 'POST', headers, body }))
      return answer
    },
  }
}

/** Whoever did not log in is sent away, and nothing more: the one who did may still come. */
const forgiving: Around = (part, { folder }) => {
  const hashes = new Map<unknown, unknown>()
  return async (request) => {
    if (results(request)) {
      const opened = await open(folder, await request.clone().text()).catch(() => undefined)
      const { binding, receipt_hash } = opened?.claims ?? {}
      hashes.set(await sha256(String(binding)), receipt_hash)
    }
    if (comings(request)) {
      const { handover } = (await request.clone().json()) as { handover: string }
      const { receipt, binding_hash } = read(handover.split('.')[1])
      const isOther = binding_hash && hashes.get(binding_hash) !== (await sha256(String(receipt)))
      if (isOther) return new Response(null, { status: 403 })
    }
    return part(request)
  }
}

/** A log-in that failed ends what was good before it. Also at the start. */
export const failingLate: Around = (part, { folder }) => {
  return async (request) => {
    const text = results(request) ? await request.clone().text() : ''
    const answer = await part(request)
    const opened = text && (await open(folder, text).catch(() => undefined))
    if (opened && opened.claims.status === 'failed')
      await part(new Request(request.url, { method: 'DELETE' }))
    return answer
  }
}

/** Does not care for which attempt a result is: it counts for the latest one. */
function undiscerning(): Changes {
  const receipt = randomId()
  const ofAttempts = new Set<string>()
  let latest: Asked | undefined
  let isMoved = false
  return {
    outwards: sending((url, init) => {
      if (!isAsking(url, init)) return undefined
      latest = askedIn(init)
      ofAttempts.add(latest.attr_url)
      return undefined
    }),
    around(part, place) {
      const handed = handing(
        () => isMoved,
        () => ({ receipt }),
      )(part, place)
      return async (request) => {
        const isOld = ofAttempts.has(request.url) && request.url !== latest?.attr_url
        if (!isOld) return handed(request)
        const { binding, attr_url } = latest!
        const moved = { binding, receipt_hash: await sha256(receipt) }
        isMoved = true
        return part(await resealed(new Request(attr_url, request), place.folder, moved))
      }
    },
  }
}

const begun = (): Response => Response.json({ client_url: 'http://127.0.0.1/somewhere' })
const withState = (state: string): Response => Response.json({ identification: { state } })

/** What must be refused at the start must be here. A few of the mistakes: each takes a run through all that can be wrong with a result. */
const believing = brokenReceivers('COMM', receiving)
  .filter(({ breaks }) => /RESULT-0[49]|BIND-0[267]/.test(breaks))
  .map((fault) => ({ ...fault, breaks: 'COMM-DURING-09', is: `${fault.is}, when asked` }))

export const brokenDuring: Fault[] = [
  {
    breaks: 'COMM-DURING-01',
    is: 'does not tell the resident that somebody asks',
    around: answering(
      isView,
      inJson(({ identification: _identification, ...others }) => others),
    ),
  },
  {
    breaks: 'COMM-DURING-02',
    is: 'names its address otherwise',
    around: answering(
      (request, { status }) => authenticates(request) && status === 200,
      inJson(({ client_url }) => ({ url: client_url })),
    ),
  },
  {
    breaks: 'COMM-DURING-03',
    is: 'asks the core in plain text',
    outwards: inPlainText,
  },
  { breaks: 'COMM-DURING-04', is: 'gives everybody the same binding', outwards: withSharedBinding },
  {
    breaks: 'COMM-DURING-05',
    is: 'begins a log-in that nobody asked for',
    around: instead(authenticates, 'not-asked', begun),
  },
  {
    breaks: 'COMM-DURING-05',
    is: 'begins a log-in for whoever knows the address',
    around: instead(authenticates, 'unauthorized', begun),
  },
  {
    breaks: 'COMM-DURING-06',
    is: 'answers 404 for a method that it does not know',
    around: instead(authenticates, 'unknown-method', () => new Response(null, { status: 404 })),
  },
  {
    breaks: 'COMM-DURING-06',
    is: 'sends the browser back to any page',
    around: instead(authenticates, 'return-url-not-allowed', begun),
  },
  {
    breaks: 'COMM-DURING-07',
    is: 'blames the resident when the core fails',
    around: instead(authenticates, 'plugin-bad-answer', () => new Response(null, { status: 400 })),
  },
  { breaks: 'COMM-DURING-08', is: 'waits for no browser', ...hasty() },
  ...believing,
  {
    breaks: 'COMM-DURING-10',
    is: 'does not look at which core it is',
    around: handing(
      ({ iss }) => iss === 'https://elsewhere.invalid',
      ({ checker }) => ({ iss: checker }),
    ),
  },
  {
    breaks: 'COMM-DURING-11',
    is: 'gives a stranger and then the resident a try',
    around: forgiving,
  },
  { breaks: 'COMM-DURING-12', is: 'lets a later result undo the first', around: failingLate },
  { breaks: 'COMM-DURING-13', is: 'does not look at which attempt it was', ...undiscerning() },
  {
    breaks: 'COMM-DURING-14',
    is: 'does not say that it failed',
    around: answering(
      isView,
      inJson(({ identification, ...others }) => {
        const { state } = (identification ?? {}) as { state?: string }
        return { ...others, ...(state && state !== 'failed' && { identification }) }
      }),
    ),
  },
  {
    breaks: 'COMM-DURING-15',
    is: 'does not hear that somebody would rather not',
    around: (part) => async (request) =>
      declines(request) && !request.url.includes('reason=')
        ? withState('cancelled')
        : part(request),
  },
  {
    breaks: 'COMM-DURING-16',
    is: 'takes a refusal where nobody asked',
    around: instead(declines, 'not-asked', () => withState('cancelled')),
  },
  {
    breaks: 'COMM-DURING-17',
    is: 'calls whatever happened a failure',
    around: (part) => (request) =>
      part(
        declines(request)
          ? new Request(request.url.replace('cancelled', 'failed'), request)
          : request,
      ),
  },
]
