/** Cores that offer something else than they should. */
import { answering, inJson, isPath, type Fault, type Handler } from '../fault.ts'
import { both, isGood } from './traffic.ts'

type Options = { auth_methods: { tag: string }[]; comm_methods: { tag: string }[] }

const isOne = isPath(/^\/session_options\/./)
const isAll = isPath(/^\/session_options$/)

/** Changes the options of these purposes, wherever they are answered. */
const offering =
  (purposes: string[], change: (options: Options) => Options) =>
  (part: Handler): Handler => {
    const isMeant = (request: Request): boolean =>
      purposes.some((tag) => isPath(new RegExp(`^/session_options/${tag}$`))(request))
    const single = inJson((body) => change(body as unknown as Options))
    const every = inJson((body) =>
      Object.fromEntries(
        Object.entries(body).map(([tag, options]) => [
          tag,
          purposes.includes(tag) ? change(options as Options) : options,
        ]),
      ),
    )
    return answering(isMeant, single)(answering(isAll, every)(part))
  }

export const brokenOptions: Fault[] = [
  {
    breaks: 'CORE-OPTIONS-01',
    is: 'says that its JSON is a page',
    around: answering(both(isOne, isGood), async (answer) => {
      const headers = { 'content-type': 'text/html' }
      return new Response(await answer.text(), { headers })
    }),
  },
  {
    breaks: 'CORE-OPTIONS-02',
    is: 'gives a name that is no text',
    around: offering(['some'], (options) => ({
      ...options,
      comm_methods: options.comm_methods.map((method) => ({ ...method, name: 7 })),
    })),
  },
  {
    breaks: 'CORE-OPTIONS-03',
    is: 'offers a method that the purpose does not allow',
    around: offering(['some'], (options) => ({
      ...options,
      comm_methods: [...options.comm_methods, { tag: 'late' }],
    })),
  },
  {
    breaks: 'CORE-OPTIONS-04',
    is: 'knows no wildcard',
    around: offering(['everything'], () => ({ auth_methods: [], comm_methods: [] })),
  },
  {
    breaks: 'CORE-OPTIONS-05',
    is: 'offers methods in another order',
    around: offering(['some'], (options) => ({
      ...options,
      auth_methods: options.auth_methods.toReversed(),
    })),
  },
  {
    breaks: 'CORE-OPTIONS-06',
    is: 'answers 200 for a purpose that it does not know',
    around: answering(
      both(isOne, (_request, { status }) => status === 400),
      () => Response.json({ auth_methods: [], comm_methods: [] }),
    ),
  },
  {
    breaks: 'CORE-OPTIONS-07',
    is: 'leaves a purpose out of the list of all',
    around: answering(
      isAll,
      inJson(({ some: _some, ...others }) => others),
    ),
  },
  {
    breaks: 'CORE-OPTIONS-08',
    is: 'starts a plugin when it is asked what there is',
    around: (part) => async (request) => {
      if (isOne(request) && !/no_such/.test(request.url)) {
        const body = JSON.stringify({
          purpose: 'everything',
          comm_method: 'talk',
          auth_method: 'login',
        })
        const headers = { 'content-type': 'application/json', accept: 'application/json' }
        await part(new Request(new URL('/start', request.url), { method: 'POST', headers, body }))
      }
      return part(request)
    },
  },
  {
    breaks: 'CORE-OPTIONS-09',
    is: 'has no picture where it says that there is one',
    around: (part) => async (request) =>
      isPath(/^\/static\//)(request) ? new Response(null, { status: 404 }) : part(request),
  },
]
