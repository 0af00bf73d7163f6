/** Cores that take a start which they should not, or refuse one that they should take. */
import { answering, isRedirect, knowingAll, rewritten, type Fault } from '../fault.ts'
import { accepting, both, insteadOf, isGood, isJsonStart, isStart } from './traffic.ts'

export const brokenStarts: Fault[] = [
  {
    breaks: 'CORE-START-01',
    is: 'redirects whoever asks for JSON',
    around: answering(both(isJsonStart, isGood), async (answer) => {
      const { client_url } = (await answer.json()) as { client_url: string }
      return new Response(null, { status: 303, headers: { location: client_url } })
    }),
  },
  {
    breaks: 'CORE-START-02',
    is: 'redirects with 302',
    around: answering(
      both(isStart, isRedirect),
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
    breaks: 'CORE-START-12',
    is: 'refuses what it does not know',
    around: knowingAll,
  },
  {
    breaks: 'CORE-START-07',
    is: 'breaks down over a body',
    around: insteadOf('malformed-request', () => new Response(null, { status: 500 })),
  },
]
