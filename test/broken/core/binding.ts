/** Cores that do not look at which browser it is. */
import { signHandover, type Handover } from '../../../src/protocol/handover.ts'
import { importKeySet } from '../../../src/protocol/keys.ts'
import {
  answering,
  elsewhere,
  inJson,
  instead,
  isPath,
  isRedirect,
  keysIn,
  rewritten,
  sending,
  withMessage,
  type Fault,
  type Handler,
} from '../fault.ts'
import { read } from '../token.ts'
import {
  accepting,
  both,
  isAuthentication,
  isGood,
  isReturn,
  isSignedStart,
  isStart,
} from './traffic.ts'

const isOne = isPath(/^\/session_options\/./)
const isResume = isPath(/^\/resume$/, 'POST')

/** A core that does not look at the cookie: whoever comes back has the one of whoever went. */
function unbound(): (part: Handler) => Handler {
  let cookie = ''
  return (part) => async (request) => {
    if (!isReturn(request)) {
      const answer = await part(request)
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    }
    return part(new Request(request.url, { headers: { cookie } }))
  }
}

/** Where a browser that is back goes on to, changed. */
const goingOn = (change: (query: URLSearchParams) => void): ((part: Handler) => Handler) =>
  answering(
    both(isReturn, isRedirect),
    elsewhere((location) => {
      change(location.searchParams)
      return location.href
    }),
  )

/** Handovers that do not say with what the browser came back. */
const withoutReceipt: NonNullable<Fault['around']> = (part, { folder }) =>
  answering(both(isReturn, isRedirect), async (answer) => {
    const location = new URL(answer.headers.get('location')!)
    const claims = read(location.searchParams.get('handover')?.split('.')[1])
    if (!claims.sub) return answer
    const { receipt: _receipt, ...others } = claims as unknown as Handover
    const signingKeys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
    const handover = await signHandover(others, { signingKeys })
    location.searchParams.set('handover', handover)
    return elsewhere(() => location.href)(answer)
  })(part)

/** Binds whoever starts, and nobody who is in a conversation. */
function loose(): (part: Handler) => Handler {
  let isMeant = false
  return (part) => {
    const loosened = goingOn((query) => {
      if (isMeant) query.delete('handover')
    })(part)
    return (request) => {
      if (isStart(request)) isMeant = isSignedStart(request)
      return loosened(request)
    }
  }
}

export const brokenBindings: Fault[] = [
  {
    breaks: 'CORE-BIND-14',
    is: 'does not say when it opens',
    around: instead(isStart, 'closed', () =>
      Response.json({ type: 'urn:id-contact:problem:closed' }, { status: 409 }),
    ),
  },
  {
    breaks: 'CORE-BIND-15',
    is: 'does not say from when on somebody is called back',
    outwards: sending((url, init) =>
      url.endsWith('/start_communication')
        ? withMessage(init, { call_back: undefined })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-BIND-16',
    is: 'starts to call back at a plugin that does not',
    around: (part) => async (request) => {
      const isCalled = isStart(request) && (await request.clone().text()).includes('.call_back')
      const answer = await part(request)
      return isCalled && answer.status === 502
        ? Response.json({ client_url: 'http://127.0.0.1/somewhere' })
        : answer
    },
  },
  {
    breaks: 'CORE-BIND-01',
    is: 'keeps the binding to itself',
    outwards: sending((url, init) =>
      isAuthentication(url) ? withMessage(init, { binding: undefined }) : undefined,
    ),
  },
  {
    breaks: 'CORE-BIND-02',
    is: 'takes whoever comes back',
    around: unbound(),
  },
  {
    breaks: 'CORE-BIND-03',
    is: 'does not say that nobody will come',
    outwards: sending((_url, { method }) =>
      method === 'DELETE' ? new Response(null, { status: 204 }) : undefined,
    ),
  },
  {
    breaks: 'CORE-BIND-06',
    is: 'hands over to a plugin that does not know what that is',
    around: goingOn((query) => {
      if (!query.has('handover')) query.set('handover', 'a.b.c')
    }),
  },
  {
    breaks: 'CORE-BIND-07',
    is: 'forgets the state of the page',
    around: goingOn((query) => query.delete('id_contact_state')),
  },
  {
    breaks: 'CORE-BIND-09',
    is: 'takes any verifier',
    around: answering(
      (request, { status }) => isResume(request) && status === 400,
      () => Response.json({ client_url: 'http://127.0.0.1/somewhere' }),
    ),
  },
  {
    breaks: 'CORE-BIND-10',
    is: 'sends the browser back to any page',
    around: accepting('return-url-not-allowed'),
  },
  {
    breaks: 'CORE-BIND-12',
    is: 'forgets who asked when nobody logs in',
    around: (part) => async (request) => {
      const text = isStart(request) ? await request.clone().text() : ''
      if (!text.includes('return_url') || text.includes('auth_method')) return part(request)
      const { return_url: _page, ...others } = JSON.parse(text) as Record<string, unknown>
      return part(await rewritten(request, JSON.stringify(others)))
    },
  },
  {
    breaks: 'CORE-BIND-13',
    is: 'does not say where no log-in is needed',
    around: answering(
      (request, answer) => isOne(request) && isGood(request, answer),
      inJson((body) => ({
        ...body,
        id_contact: { ...(body.id_contact as object), unauthenticated: undefined },
      })),
    ),
  },
  {
    breaks: 'CORE-BIND-04',
    is: 'hands nobody over',
    around: goingOn((query) => query.delete('handover')),
  },
  { breaks: 'CORE-BIND-05', is: 'forgets the receipt', around: withoutReceipt },
  {
    breaks: 'CORE-BIND-08',
    is: 'hands nobody over to a page that takes the conversation up',
    around: answering(
      both(isResume, isGood),
      inJson(({ handover: _handover, ...others }) => others),
    ),
  },
  { breaks: 'CORE-BIND-11', is: 'binds nobody during a conversation', around: loose() },
]
