/** Cores that are wrong about authentication during a conversation. */
import { signClaims } from '../../../src/protocol/jws.ts'
import { importKeySet } from '../../../src/protocol/keys.ts'
import {
  instead,
  keysIn,
  messageOf,
  now,
  rewritten,
  sending,
  withMessage,
  type Fault,
  type Handler,
  type Place,
} from '../fault.ts'
import { isDuring, isSignedStart } from './traffic.ts'

type Claims = Record<string, unknown>

/** Signed requests that are not good, made good: whoever does this never looked at what was wrong. */
const believing =
  (
    doesBelieve: (header: Claims, claims: Claims) => boolean,
    changed: () => Claims = () => ({}),
  ): ((part: Handler, place: Place) => Handler) =>
  (part, { folder }) =>
  async (request) => {
    if (!isSignedStart(request)) return part(request)
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

const fresh = (): Claims => ({ iat: now(), exp: now() + 60 })

/** What the authentication plugin is told, changed. */
const telling = (change: (message: Claims) => Claims): Fault['outwards'] =>
  sending((url, init) =>
    isDuring(url, init) ? withMessage(init, change(messageOf(init))) : undefined,
  )

export const brokenDuring: Fault[] = [
  {
    breaks: 'CORE-DURING-02',
    is: 'sends the resident of a conversation elsewhere',
    outwards: telling(({ continuation }) => ({ continuation: `${String(continuation)}&x=1` })),
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
    breaks: 'CORE-DURING-01',
    is: 'asks for an attribute that the purpose does not have',
    outwards: telling(({ attributes }) => ({ attributes: [...(attributes as string[]), 'bsn'] })),
  },
  {
    breaks: 'CORE-DURING-03',
    is: 'does not pass attr_url of the request on',
    outwards: telling(() => ({ attr_url: undefined })),
  },
  {
    breaks: 'CORE-DURING-10',
    is: 'answers 404 for a purpose that it does not know',
    around: instead(isSignedStart, 'unknown-purpose', () => new Response(null, { status: 404 })),
  },
  {
    breaks: 'CORE-DURING-10',
    is: 'accepts a method that the purpose does not allow',
    around: instead(isSignedStart, 'method-not-for-purpose', () =>
      Response.json({ client_url: 'http://127.0.0.1/somewhere' }),
    ),
  },
]
