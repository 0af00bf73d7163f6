/** Parts for rooms with one mistake each, in what a guest is led through before the log-in. */
import { signClaims } from '../../../src/protocol/jws.ts'
import { importKeySet } from '../../../src/protocol/keys.ts'
import { guestSecret } from '../../check-rooms.ts'
import { inPlainText } from '../asking.ts'
import {
  answering,
  elsewhere,
  inJson,
  instead,
  isRedirect,
  keysIn,
  now,
  rewritten,
  type Fault,
} from '../fault.ts'
import { read, type Members } from '../token.ts'
import { trusting } from './platform.ts'
import { inits, isGiven, returns, starts } from './traffic.ts'

type Around = NonNullable<Fault['around']>

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

const guestPath = /^(\/guest\/(?:init|start)\/)(.+)$/

export const brokenGuests: Fault[] = [
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
    outwards: inPlainText,
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
]
