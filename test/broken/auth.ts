/** Authentication plugins with one mistake each. */
import {
  answering,
  elsewhere,
  inJson,
  isPath,
  isRedirect,
  knowingAll,
  rewritten,
  sending,
  type Fault,
  type Handler,
} from './fault.ts'
import { open, seal, type Members, type Sealing } from './token.ts'

const starts = isPath(/^\/start_authentication$/, 'POST')
const isResult = (url: string, { method }: RequestInit): boolean =>
  method === 'POST' && /\/played\/[^/]+\/result$/.test(url)

interface Changes extends Omit<Sealing, 'claims' | 'signer'> {
  claims?: (claims: Members) => Members
  /** Signed with a key that nobody knows. */
  foreign?: boolean
}

/** A result that is posted, made again with something else in it. */
const sealing = ({ claims, foreign, ...changes }: Changes): Fault['outwards'] =>
  sending(async (url, init, _before, { folder }) => {
    if (!isResult(url, init)) return undefined
    const opened = (await open(folder, String(init.body)))!
    const said = claims?.(opened.claims) ?? opened.claims
    const signer = foreign ? {} : { signer: 'auth' }
    return { ...init, body: await seal(folder, { claims: said, ...signer, ...changes }) }
  })

const isSuccess = ({ status }: Members): boolean => status === 'succes'
const whenGood = (changes: Members) => (claims: Members) =>
  isSuccess(claims) ? { ...claims, ...changes } : claims
const isBound = ({ aud }: Members): boolean => aud !== undefined

const isBack = (request: Request, answer: Response): boolean =>
  isRedirect(request, answer) && /\/played\//.test(answer.headers.get('location') ?? '')

/** The address at which the browser is sent back, changed where it fits. */
const goingBack = (change: (query: URLSearchParams) => void): ((part: Handler) => Handler) =>
  answering(
    isBack,
    elsewhere((location) => {
      change(location.searchParams)
      return location.href
    }),
  )

const isSession = (type: string) => (request: Request) =>
  isPath(/^\/session\//, 'POST')(request) && new URL(request.url).searchParams.get('type') === type

/** A log-in that the resident stopped leaves nothing behind. */
function silent(): Pick<Fault, 'around' | 'outwards'> {
  let isStopped = false
  return {
    around: (part) => (request) => {
      isStopped = new URL(request.url).searchParams.has('error')
      return part(request)
    },
    outwards: sending((url, init) =>
      isStopped && isResult(url, init) ? new Response('ok') : undefined,
    ),
  }
}

/** Whoever looks at the link gets a result delivered. */
function eager(): Pick<Fault, 'around'> {
  let attrUrl = ''
  return {
    around: (part) => async (request) => {
      if (starts(request)) {
        const message = (await request.clone().json()) as { attr_url?: string }
        attrUrl = message.attr_url ?? ''
      }
      const isPreview =
        /^\/begin\//.test(new URL(request.url).pathname) && /:\d+\/result$/.test(attrUrl)
      if (isPreview) await fetch(attrUrl, { method: 'POST', body: 'a.b.c' })
      return part(request)
    },
  }
}

/** Somebody is at the continuation before the result is. */
function hasty(): Pick<Fault, 'outwards'> {
  let isFirst = true
  return {
    outwards: sending(async (url, init) => {
      if (!isResult(url, init) || !isFirst) return undefined
      isFirst = false
      await fetch(url.replace(/result$/, 'back?kept=1'))
      return undefined
    }),
  }
}

function onlyOnce(): Pick<Fault, 'around'> {
  let isOver = false
  return {
    around: (part) => async (request) => {
      const isLast = isSession('logout')(request)
      if (isLast && isOver) return new Response(null, { status: 410 })
      isOver ||= isLast
      return part(request)
    },
  }
}

export const brokenAuths: Fault[] = [
  {
    breaks: 'AUTH-START-05',
    is: 'refuses what it does not know',
    around: knowingAll,
  },
  {
    breaks: 'AUTH-START-01',
    is: 'names its address otherwise',
    around: answering(
      (request, { status }) => starts(request) && status === 200,
      inJson(({ client_url }) => ({ url: client_url })),
    ),
  },
  {
    breaks: 'AUTH-START-02',
    is: 'leaves out what it does not know',
    around: (part) => async (request) => {
      if (!starts(request)) return part(request)
      const text = await request.clone().text()
      return part(await rewritten(request, text.replace(',"no_such_attribute"', '')))
    },
  },
  {
    breaks: 'AUTH-START-03',
    is: 'breaks down over a body',
    around: (part) => async (request) => {
      const isStart = starts(request)
      const text = isStart ? await request.clone().text() : ''
      const answer = await part(request)
      const isMalformed = answer.status === 400 && !text.includes('no_such_attribute')
      return isStart && isMalformed ? new Response(null, { status: 500 }) : answer
    },
  },
  { breaks: 'AUTH-START-04', is: 'delivers to whoever looks at the link', ...eager() },
  {
    breaks: 'AUTH-DELIVER-01',
    is: 'posts the result as plain text',
    outwards: sending((url, init) =>
      isResult(url, init) ? { ...init, headers: { 'content-type': 'text/plain' } } : undefined,
    ),
  },
  { breaks: 'AUTH-DELIVER-02', is: 'sends on before it delivers', ...hasty() },
  {
    breaks: 'AUTH-DELIVER-03',
    is: 'forgets the query of continuation',
    around: goingBack((query) => {
      if (!query.has('result') && !query.has('error')) query.delete('kept')
    }),
  },
  {
    breaks: 'AUTH-DELIVER-04',
    is: 'puts what was posted into the address as well',
    around: goingBack((query) => {
      if (!query.has('result')) query.set('result', 'a.b.c')
    }),
  },
  {
    breaks: 'AUTH-DELIVER-05',
    is: 'calls the result something else in the address',
    around: goingBack((query) => {
      const result = query.get('result')
      if (result) query.set('token', result)
      query.delete('result')
    }),
  },
  { breaks: 'AUTH-FAIL-01', is: 'says nothing when the resident stops', ...silent() },
  {
    breaks: 'AUTH-FAIL-02',
    is: 'tells attributes of a log-in that failed',
    outwards: sealing({
      claims: (claims) => (isSuccess(claims) ? claims : { ...claims, attributes: { name: 'x' } }),
    }),
  },
  {
    breaks: 'AUTH-FAIL-03',
    is: 'forgets where the resident wanted to go when they stop',
    around: goingBack((query) => {
      if (query.has('error')) query.delete('kept')
    }),
  },
  {
    breaks: 'AUTH-TOKEN-01',
    is: 'does not say what is encrypted',
    outwards: sealing({ sealed: { cty: undefined } }),
  },
  {
    breaks: 'AUTH-TOKEN-02',
    is: 'calls the signed token something else',
    outwards: sealing({ name: 'jwt' }),
  },
  {
    breaks: 'AUTH-TOKEN-03',
    is: 'signs with another key',
    outwards: sealing({ foreign: true }),
  },
  {
    breaks: 'AUTH-TOKEN-04',
    is: 'names the kind of token as the other generation',
    outwards: sealing({ claims: (claims) => ({ ...claims, sub: 'verder-helpen-attributes' }) }),
  },
  {
    breaks: 'AUTH-TOKEN-05',
    is: 'spells success as the other generation',
    outwards: sealing({ claims: whenGood({ status: 'success' }) }),
  },
  {
    breaks: 'AUTH-TOKEN-06',
    is: 'tells more than was asked',
    outwards: sealing({ claims: whenGood({ attributes: { name: 'x', email: 'x', bsn: 'x' } }) }),
  },
  {
    breaks: 'AUTH-TOKEN-07',
    is: 'makes results that count for an hour',
    outwards: sealing({ claims: (claims) => ({ ...claims, exp: Number(claims.iat) + 3600 }) }),
  },
  {
    breaks: 'AUTH-SESSION-01',
    is: 'gives a session_url that is no address',
    outwards: sealing({ claims: whenGood({ session_url: '/session/x' }) }),
  },
  {
    breaks: 'AUTH-SESSION-02',
    is: 'breaks down when the resident is active',
    around: answering(isSession('user_active'), () => new Response(null, { status: 500 })),
  },
  {
    breaks: 'AUTH-SESSION-03',
    is: 'breaks down at the end of a conversation',
    around: answering(isSession('logout'), () => new Response(null, { status: 500 })),
  },
  { breaks: 'AUTH-SESSION-04', is: 'says that the log-in is gone', ...onlyOnce() },
  {
    breaks: 'AUTH-BIND-01',
    is: 'binds the result to something else',
    outwards: sealing({
      claims: (claims) => (isBound(claims) ? { ...claims, binding: 'b'.repeat(22) } : claims),
    }),
  },
  {
    breaks: 'AUTH-BIND-02',
    is: 'does not name the result',
    outwards: sealing({ claims: (claims) => ({ ...claims, jti: undefined }) }),
  },
  {
    breaks: 'AUTH-BIND-03',
    is: 'gives the browser no receipt',
    around: goingBack((query) => query.delete('receipt')),
  },
  {
    breaks: 'AUTH-BIND-04',
    is: 'does not say that it failed',
    around: goingBack((query) => query.delete('error')),
  },
]
