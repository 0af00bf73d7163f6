/** Cores that lose the way of a conversation, from the start to the log-in and back. */
import {
  answering,
  elsewhere,
  inJson,
  isPath,
  isRedirect,
  keysIn,
  messageOf,
  now,
  rewritten,
  sending,
  withMessage,
  type Fault,
  type Place,
} from '../fault.ts'
import { signClaims } from '../../../src/protocol/jws.ts'
import { importKeySet } from '../../../src/protocol/keys.ts'
import {
  both,
  isAuthentication,
  isCommunication,
  isDuring,
  isFull,
  isGood,
  isJsonStart,
  isResult,
  isReturn,
} from './traffic.ts'

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

/** Has somebody log in who need not: an authentication plugin is asked as well. */
const askingAlso = (fits: (message: Record<string, unknown>) => boolean): Fault['outwards'] =>
  sending(async (url, init, _before, { checker }) => {
    if (!isCommunication(url) || !fits(messageOf(init))) return undefined
    const body = JSON.stringify({ attributes: ['name'], continuation: `${checker}/somewhere` })
    const headers = { 'content-type': 'application/json' }
    await fetch(`${checker}/login/start_authentication`, { method: 'POST', headers, body })
    return undefined
  })

/** Loses results that came with the browser, when they are for somebody who is in a conversation already. */
function losingDuring(): Fault['outwards'] {
  let isMeant = false
  return sending((url, init) => {
    if (isAuthentication(url)) isMeant = isDuring(url, init)
    return isMeant && isResult(url, init) ? new Response('ok') : undefined
  })
}

/** The page for telephone numbers, told for longer than an hour. */
const tellingLong: Fault['outwards'] = sending(async (url, init, _before, place) =>
  url.endsWith('/screen/start_authentication')
    ? withMessage(init, { continuation: await telephonePage(place, 2 * 60 * 60) })
    : undefined,
)

/** State that can be read, and that counts for an hour. */
const longState: Fault['outwards'] = sending(async (url, init, _before, { folder, checker }) => {
  if (!url.endsWith('/browser/start_authentication')) return undefined
  const keys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
  const claims = { attr_url: checker, continuation: checker, iat: now(), exp: now() + 60 * 60 }
  const state = await signClaims(claims, 'JWT', keys)
  return withMessage(init, { continuation: `${checker}/auth_attr_shim/${state}` })
})

async function telephonePage({ checker, folder }: Place, life: number): Promise<string> {
  const keys = await importKeySet(keysIn(folder, 'core/signing.private'), 'sign')
  const claims = { continuation: 'tel:+31201234567,,48291730#', iat: now(), exp: now() + life }
  return `${checker}/telephone/${await signClaims(claims, 'JWT', keys)}`
}

export const brokenFlows: Fault[] = [
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
      both(isReturn, isRedirect),
      elsewhere(({ origin }) => `${origin}/elsewhere`),
    ),
  },
  {
    breaks: 'CORE-FULL-07',
    is: 'loses a result that comes with the browser',
    around: answering(
      both(isReturn, isRedirect),
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
      both(isJsonStart, isGood),
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
        isReturn(request) && isRedirect(request, answer) && /result=/.test(request.url),
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
      both(isReturn, isGood),
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
    breaks: 'CORE-FULL-02',
    is: 'does not say where somebody goes after the log-in',
    outwards: sending((url, init) =>
      isFull(url, init) ? withMessage(init, { continuation: undefined }) : undefined,
    ),
  },
  {
    breaks: 'CORE-TALK-02',
    is: 'has somebody log in who did before',
    outwards: askingAlso(({ auth_result }) => auth_result !== undefined),
  },
  {
    breaks: 'CORE-TALK-03',
    is: 'sends somebody who logged in before elsewhere',
    around: (part) => async (request) => {
      const isMeant = isJsonStart(request) && (await request.clone().text()).includes('auth_result')
      const answer = await part(request)
      if (!isMeant || answer.status !== 200) return answer
      return inJson(({ client_url }) => ({ client_url: `${String(client_url)}&x=1` }))(answer)
    },
  },
  {
    breaks: 'CORE-OPEN-01',
    is: 'has everybody log in',
    outwards: askingAlso(({ auth_result, auth_method }) => !auth_result && !auth_method),
  },
  {
    breaks: 'CORE-SHIM-05',
    is: 'does not post what came with the browser during a conversation',
    outwards: losingDuring(),
  },
  {
    breaks: 'CORE-SHIM-06',
    is: 'lets its state count for an hour',
    outwards: longState,
  },
  {
    breaks: 'CORE-TEL-03',
    is: 'shows a telephone number for longer than an hour',
    outwards: tellingLong,
  },
]
