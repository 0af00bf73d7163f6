/** Cores with one mistake each. */
import { signClaims } from '../../src/protocol/jws.ts'
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
  messageOf,
  now,
  rewritten,
  sending,
  withMessage,
  type Fault,
  type Handler,
  type Place,
} from './fault.ts'

type Options = { auth_methods: { tag: string }[]; comm_methods: { tag: string }[] }

const one = /^\/session_options\/./
const all = /^\/session_options$/
const good = (_request: Request, { status }: Response): boolean => status === 200
const both =
  (...fits: ((request: Request, answer: Response) => boolean)[]) =>
  (request: Request, answer: Response): boolean =>
    fits.every((fit) => fit(request, answer))

/** Changes the options of these purposes, wherever they are answered. */
const offering =
  (purposes: string[], change: (options: Options) => Options) =>
  (part: Handler): Handler => {
    const isOne = (request: Request): boolean =>
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
    return answering(isOne, single)(answering(isPath(all), every)(part))
  }

const start = isPath(/^\/start$/, 'POST')
const isJsonStart = (request: Request): boolean =>
  start(request) && request.headers.get('content-type') === 'application/json'

/** A start that was refused for this, accepted all the same. */
const accepting = (slug: string): ((part: Handler) => Handler) =>
  insteadOf(slug, () => Response.json({ client_url: 'http://127.0.0.1/somewhere' }))

const insteadOf = (slug: string, answer: () => Response): ((part: Handler) => Handler) =>
  instead(isJsonStart, slug, answer)

const isFull = (url: string, init: RequestInit): boolean =>
  isAuthentication(url) && String(messageOf(init).continuation).includes('/return/')
const isAuthentication = (url: string): boolean => url.endsWith('/start_authentication')
const isCommunication = (url: string): boolean => url.endsWith('/start_communication')
const isResult = (url: string, init: RequestInit): boolean =>
  init.method === 'POST' && url.endsWith('/result')

type Claims = Record<string, unknown>

/** Signed requests that are not good, made good: whoever does this never looked at what was wrong. */
const believing =
  (
    doesBelieve: (header: Claims, claims: Claims) => boolean,
    changed: () => Claims = () => ({}),
  ): ((part: Handler, place: Place) => Handler) =>
  (part, { folder }) =>
  async (request) => {
    if (request.headers.get('content-type') !== 'application/jwt') return part(request)
    const [header, claims] = (await request.clone().text())
      .split('.')
      .slice(0, 2)
      .map((piece) => JSON.parse(Buffer.from(piece, 'base64url').toString()) as Claims)
    if (!doesBelieve(header!, claims!)) return part(request)
    const keys = keysIn(folder, 'requestor/signing.private').map((jwk) => ({
      ...jwk,
      kid: 'rooms',
    }))
    const signer = await importKeySet(keys, 'sign')
    const token = await signClaims({ ...claims, ...changed() }, 'JWT', signer)
    return part(await rewritten(request, token))
  }

/** State that is not sealed: a ticket that somebody changed is as good as the one that was given. */
function unsealed(): Pick<Fault, 'around' | 'outwards'> {
  let given = ''
  return {
    outwards: sending((url, init) => {
      if (isAuthentication(url)) given = new URL(String(messageOf(init).continuation)).pathname
      return undefined
    }),
    around: (part) => (request) => {
      const url = new URL(request.url)
      if (url.pathname.startsWith('/return/')) url.pathname = given
      return part(new Request(url, request))
    },
  }
}

/** A core that does not look at the cookie: whoever comes back has the one of whoever went. */
function unbound(): (part: Handler) => Handler {
  let cookie = ''
  return (part) => async (request) => {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/return/')) {
      const answer = await part(request)
      cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return answer
    }
    return part(new Request(request.url, { headers: { cookie } }))
  }
}

const fresh = (): Claims => ({ iat: now(), exp: now() + 60 })

export const brokenCores: Fault[] = [
  {
    breaks: 'CORE-START-12',
    is: 'refuses what it does not know',
    around: knowingAll,
  },
  {
    breaks: 'CORE-BIND-12',
    is: 'forgets who asked when nobody logs in',
    around: (part) => async (request) => {
      const isStart = isPath(/^\/start$/, 'POST')(request)
      const text = isStart ? await request.clone().text() : ''
      if (!text.includes('return_url') || text.includes('auth_method')) return part(request)
      const { return_url: _page, ...others } = JSON.parse(text) as Record<string, unknown>
      return part(await rewritten(request, JSON.stringify(others)))
    },
  },
  {
    breaks: 'CORE-BIND-13',
    is: 'does not say where no log-in is needed',
    around: answering(
      (request, answer) => isPath(one)(request) && good(request, answer),
      inJson((body) => ({
        ...body,
        id_contact: { ...(body.id_contact as object), unauthenticated: undefined },
      })),
    ),
  },
  {
    breaks: 'CORE-OPTIONS-01',
    is: 'says that its JSON is a page',
    around: answering(both(isPath(one), good), async (answer) => {
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
      both(isPath(one), (_request, { status }) => status === 400),
      () => Response.json({ auth_methods: [], comm_methods: [] }),
    ),
  },
  {
    breaks: 'CORE-OPTIONS-07',
    is: 'leaves a purpose out of the list of all',
    around: answering(
      isPath(all),
      inJson(({ some: _some, ...others }) => others),
    ),
  },
  {
    breaks: 'CORE-OPTIONS-08',
    is: 'starts a plugin when it is asked what there is',
    around: (part) => async (request) => {
      if (isPath(one)(request) && !/no_such/.test(request.url)) {
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
    breaks: 'CORE-START-01',
    is: 'redirects whoever asks for JSON',
    around: answering(both(isJsonStart, good), async (answer) => {
      const { client_url } = (await answer.json()) as { client_url: string }
      return new Response(null, { status: 303, headers: { location: client_url } })
    }),
  },
  {
    breaks: 'CORE-START-02',
    is: 'redirects with 302',
    around: answering(
      both(start, isRedirect),
      (answer) => new Response(null, { status: 302, headers: answer.headers }),
    ),
  },
  {
    breaks: 'CORE-START-03',
    is: 'takes no form',
    dialect: 'verder-helpen',
    around: (part) => async (request) =>
      request.headers.get('content-type') === 'application/x-www-form-urlencoded'
        ? new Response(null, { status: 415 })
        : part(request),
  },
  {
    breaks: 'CORE-START-04',
    is: 'answers 404 for a purpose that it does not know',
    around: insteadOf('unknown-purpose', () => new Response(null, { status: 404 })),
  },
  {
    breaks: 'CORE-START-05',
    is: 'accepts a method that there is not',
    around: accepting('unknown-method'),
  },
  {
    breaks: 'CORE-START-06',
    is: 'accepts a method that the purpose does not allow',
    around: accepting('method-not-for-purpose'),
  },
  {
    breaks: 'CORE-START-08',
    is: 'asks a plugin before it looks at the request',
    around: (part) => async (request) => {
      const isRefused = isJsonStart(request) && (await request.clone().text()).includes('no_such')
      if (isRefused) {
        const body = JSON.stringify({ purpose: 'open', comm_method: 'talk' })
        await part(await rewritten(request, body))
      }
      return part(request)
    },
  },
  {
    breaks: 'CORE-START-09',
    is: 'answers 400 when a plugin fails',
    around: insteadOf('plugin-bad-answer', () => new Response(null, { status: 400 })),
  },
  {
    breaks: 'CORE-START-10',
    is: 'waits for a plugin as long as it takes',
    outwards: (send) => (input, init) =>
      send(input, { ...init, signal: AbortSignal.timeout(60_000) }),
  },
  {
    breaks: 'CORE-START-11',
    is: 'tells which address failed',
    around: (part, { checker }) => {
      const answer = (): Response => new Response(`${checker}/talk did not answer`, { status: 502 })
      return insteadOf('plugin-bad-answer', answer)(part)
    },
  },
  {
    breaks: 'CORE-FULL-01',
    is: 'does not tell the communication plugin the purpose',
    outwards: sending((url, init) => {
      if (!isCommunication(url)) return undefined
      // With a result, or without a log-in, it does.
      const { auth_method } = messageOf(init)
      return auth_method ? withMessage(init, { purpose: undefined }) : undefined
    }),
  },
  {
    breaks: 'CORE-FULL-03',
    is: 'asks for an attribute that the purpose does not have',
    outwards: sending((url, init) =>
      isFull(url, init)
        ? withMessage(init, { attributes: [...(messageOf(init).attributes as string[]), 'bsn'] })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-FULL-04',
    is: 'does not pass attr_url on',
    outwards: sending((url, init) =>
      isFull(url, init) ? withMessage(init, { attr_url: undefined }) : undefined,
    ),
  },
  {
    breaks: 'CORE-FULL-05',
    is: 'sends the browser somewhere else than to the log-in',
    around: answering(
      both(isPath(/^\/go\//), isRedirect),
      elsewhere(({ origin }) => `${origin}/elsewhere`),
    ),
  },
  {
    breaks: 'CORE-FULL-06',
    is: 'sends the browser that comes back somewhere else',
    around: answering(
      both(isPath(/^\/return\//), isRedirect),
      elsewhere(({ origin }) => `${origin}/elsewhere`),
    ),
  },
  {
    breaks: 'CORE-FULL-07',
    is: 'loses a result that comes with the browser',
    around: answering(
      both(isPath(/^\/return\//), isRedirect),
      elsewhere((location) => {
        location.searchParams.delete('result')
        return location.href
      }),
    ),
  },
  {
    breaks: 'CORE-TALK-01',
    is: 'does not pass on the result of an earlier log-in',
    outwards: sending((url, init) =>
      isCommunication(url) && messageOf(init).auth_result
        ? withMessage(init, { auth_result: undefined })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-TALK-04',
    is: 'gives a result at the start to a plugin that takes none then',
    outwards: sending((url, init) =>
      url.endsWith('/late/start_communication')
        ? withMessage(init, { auth_result: 'a.b.c' })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-TALK-05',
    is: 'posts the result of an earlier log-in as plain text',
    outwards: sending((url, init, before) =>
      isResult(url, init) && before.at(-1)?.endsWith('/late/start_communication')
        ? { ...init, headers: { 'content-type': 'text/plain' } }
        : undefined,
    ),
  },
  {
    breaks: 'CORE-TALK-06',
    is: 'forgets what stands in the query of client_url',
    around: answering(
      both(isJsonStart, good),
      inJson(({ client_url }) => {
        const url = new URL(String(client_url))
        if (url.searchParams.has('result')) url.searchParams.delete('kept')
        return { client_url: url.href }
      }),
    ),
  },
  {
    breaks: 'CORE-OPEN-02',
    is: 'lets everybody in without a log-in',
    around: (part) => async (request) => {
      const text = isJsonStart(request) ? await request.clone().text() : '{}'
      const isOpen = /^\{"purpose":"[^"]+","comm_method":"talk"\}$/.test(text)
      if (!isOpen) return part(request)
      return part(await rewritten(request, text.replace(/"purpose":"[^"]+"/, '"purpose":"open"')))
    },
  },
  {
    breaks: 'CORE-DURING-02',
    is: 'sends the resident of a conversation elsewhere',
    outwards: sending((url, init) =>
      isAuthentication(url) && !isFull(url, init)
        ? withMessage(init, { continuation: `${String(messageOf(init).continuation)}&x=1` })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-DURING-04',
    is: 'believes a request without a signature',
    around: believing(({ alg }) => alg === 'none'),
  },
  {
    breaks: 'CORE-DURING-05',
    is: 'does not look at the signature',
    around: believing(({ alg, kid }) => /^[ER]S256$/.test(String(alg)) && kid === 'rooms'),
  },
  {
    breaks: 'CORE-DURING-06',
    is: 'believes the algorithm in the header',
    around: believing(({ alg }) => alg === 'HS256'),
  },
  {
    breaks: 'CORE-DURING-07',
    is: 'does not look at the name of the key',
    around: believing(({ kid }) => kid !== 'rooms'),
  },
  {
    breaks: 'CORE-DURING-08',
    is: 'believes a request that is too old',
    around: believing((_header, { exp }) => Number(exp) < now(), fresh),
  },
  {
    breaks: 'CORE-DURING-09',
    is: 'believes a request of tomorrow',
    around: believing((_header, { iat }) => Number(iat) > now() + 120, fresh),
  },
  {
    breaks: 'CORE-SHIM-01',
    is: 'asks a plugin to post that cannot',
    outwards: sending((url, init) =>
      url.endsWith('/browser/start_authentication')
        ? withMessage(init, { attr_url: 'http://127.0.0.1/result' })
        : undefined,
    ),
  },
  {
    breaks: 'CORE-SHIM-02',
    is: 'does not post the result that came with the browser',
    outwards: sending((url, init, before) =>
      isResult(url, init) && before.at(-1)?.endsWith('/browser/start_authentication')
        ? new Response('ok')
        : undefined,
    ),
  },
  {
    breaks: 'CORE-SHIM-03',
    is: 'leaves the result in the address',
    around: answering(
      (request, answer) =>
        isPath(/^\/return\//)(request) &&
        isRedirect(request, answer) &&
        /result=/.test(request.url),
      (answer, request) =>
        elsewhere((location) => {
          location.searchParams.set('result', new URL(request.url).searchParams.get('result')!)
          return location.href
        })(answer),
    ),
  },
  { breaks: 'CORE-SHIM-04', is: 'does not seal its state', ...unsealed() },
  {
    breaks: 'CORE-TEL-01',
    is: 'forgets the code',
    around: answering(
      both(isPath(/^\/return\//), good),
      () => new Response('<p>Call +31201234567</p>', { headers: { 'content-type': 'text/html' } }),
    ),
  },
  {
    breaks: 'CORE-TEL-02',
    is: 'sends browsers to tel: that do not follow it',
    outwards: sending((url, init) =>
      url.endsWith('/screen/start_authentication')
        ? withMessage(init, { continuation: 'tel:14026' })
        : undefined,
    ),
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
    around: answering(
      both(isPath(/^\/return\//), isRedirect),
      elsewhere((location) => {
        if (!location.searchParams.has('handover')) location.searchParams.set('handover', 'a.b.c')
        return location.href
      }),
    ),
  },
  {
    breaks: 'CORE-BIND-07',
    is: 'forgets the state of the page',
    around: answering(
      both(isPath(/^\/return\//), isRedirect),
      elsewhere((location) => {
        location.searchParams.delete('id_contact_state')
        return location.href
      }),
    ),
  },
  {
    breaks: 'CORE-BIND-09',
    is: 'takes any verifier',
    around: answering(
      (request, { status }) => isPath(/^\/resume$/, 'POST')(request) && status === 400,
      () => Response.json({ client_url: 'http://127.0.0.1/somewhere' }),
    ),
  },
  {
    breaks: 'CORE-BIND-10',
    is: 'sends the browser back to any page',
    around: accepting('return-url-not-allowed'),
  },
]
