/** Mistakes that whoever receives results can make, a communication plugin or a part for rooms. */
import { randomId } from '../../src/protocol/digest.ts'
import { isSignedBy, open, seal, type Members, type Opened } from './token.ts'
import { answering, keysIn, now, rewritten, type Fault } from './fault.ts'

export type Changes = Pick<Fault, 'around' | 'outwards'>

/** What an attempt is about, in truth. */
export interface Learnt {
  /** Where the browser comes back to. */
  comeUrl: string
  binding: string
  audience: string
}

export interface Receiving {
  isResult: (request: Request) => boolean
  /** Watches what the part says of attempts. */
  learn: () => Changes & { of: (request: Request) => Learnt | undefined }
}

export interface Seen extends Opened {
  learnt: Learnt
  isGood: boolean
  /** Where the checker plays the authentication plugin. */
  checker: string
  kid: { login: unknown; other: unknown }
}

/** Results that must not count, made good: whoever does this never looked at what is wrong. */
export function believing(
  { isResult, learn }: Receiving,
  fits: (seen: Seen) => boolean,
  fixed: (seen: Seen) => Members = () => ({}),
): Changes {
  const { around: watch = (part) => part, outwards, of } = learn()
  return {
    ...(outwards && { outwards }),
    around(part, place) {
      const { folder, checker } = place
      const watched = watch(part, place)
      const kidOf = (name: string): unknown => keysIn(folder, `${name}/signing.public`)[0]!.kid
      const kid = { login: kidOf('login'), other: kidOf('other') }
      return async (request) => {
        const opened = isResult(request) && (await open(folder, await request.clone().text()))
        if (!opened) return watched(request)
        const isGood = await isSignedBy(folder, 'login', opened.njwt)
        const seen = { ...opened, learnt: of(request)!, isGood, checker, kid }
        if (!fits(seen)) return watched(request)
        const claims = { ...opened.claims, ...fixed(seen) }
        const token = await seal(folder, { claims, signer: 'login' })
        return watched(await rewritten(request, token))
      }
    },
  }
}

const inTime = (): Members => ({ iat: now(), nbf: now(), exp: now() + 300 })
/** Counts from a time to come, or for too long. */
const isLater = ({ claims: { iat, nbf, exp } }: Seen): boolean =>
  Number(iat) > now() + 120 || Number(nbf) > now() + 120 || Number(exp) - Number(iat) > 600

/** A signature of nobody known, under a name that is. */
const isForeign = ({ isGood, signed, kid }: Seen): boolean =>
  !isGood && !signed.jwk && signed.alg === 'ES256' && signed.kid === kid.login

/** @param role the beginning of the names of the requirements */
export function brokenReceivers(role: 'COMM' | 'ROOMS', receiving: Receiving): Fault[] {
  const { isResult } = receiving
  const believes = (fits: (seen: Seen) => boolean, fixed?: (seen: Seen) => Members): Changes =>
    believing(receiving, fits, fixed)
  /** Does not look at one claim. */
  const blindTo = (claim: string, right: (seen: Seen) => unknown): Changes =>
    believes(
      (seen) => seen.claims[claim] !== right(seen),
      (seen) => ({ [claim]: right(seen) }),
    )
  const faults: (Omit<Fault, 'breaks'> & { at: string })[] = [
    {
      at: 'RESULT-01',
      is: 'answers 204 for a result',
      around: answering(
        (request, { status }) => isResult(request) && status === 200,
        () => new Response(null, { status: 204 }),
      ),
    },
    {
      at: 'RESULT-02',
      is: 'refuses a log-in that failed',
      around:
        (part, { folder }) =>
        async (request) => {
          const text = isResult(request) ? await request.clone().text() : 'none'
          const opened = await open(folder, text).catch(() => undefined)
          if (opened?.claims.status === 'failed') return new Response(null, { status: 400 })
          return part(request)
        },
    },
    {
      at: 'RESULT-03',
      is: 'takes whatever it is for a result',
      around: answering(
        (request, { status }) => isResult(request) && status === 400,
        async (answer, request) =>
          (await request.text()).startsWith('no.') ? new Response('ok') : answer,
      ),
    },
    { at: 'RESULT-04', is: 'does not look at the signature', ...believes(isForeign) },
    {
      at: 'RESULT-05',
      is: 'believes what nobody signed',
      ...believes(({ signed }) => signed.alg === 'none'),
    },
    {
      at: 'RESULT-06',
      is: 'believes the algorithm in the header',
      ...believes(({ signed }) => signed.alg === 'HS256'),
    },
    {
      at: 'RESULT-07',
      is: 'takes results that everybody can read',
      ...believes(({ sealed, isGood }) => !sealed && isGood),
    },
    {
      at: 'RESULT-08',
      is: 'believes the algorithm of the envelope',
      ...believes(({ sealed }) => sealed !== undefined && sealed.alg !== 'ECDH-ES'),
    },
    {
      at: 'RESULT-09',
      is: 'takes results of yesterday',
      ...believes(({ claims: { exp } }) => Number(exp) < now(), inTime),
    },
    {
      at: 'RESULT-10',
      is: 'takes every status for success',
      ...believes(
        ({ claims: { status } }) => !/^(succes|failed)$/.test(String(status)),
        () => ({ status: 'succes' }),
      ),
    },
    {
      at: 'RESULT-13',
      is: 'believes a key that comes along',
      ...believes(({ signed }) => signed.jwk !== undefined),
    },
    {
      at: 'BIND-14',
      is: 'takes results that are compressed',
      ...believes(({ sealed }) => sealed?.zip !== undefined),
    },
    {
      at: 'BIND-02',
      is: 'does not look at the binding',
      ...blindTo('binding', ({ learnt }) => learnt.binding),
    },
    {
      at: 'BIND-03',
      is: 'takes what is for others',
      ...blindTo('aud', ({ learnt }) => learnt.audience),
    },
    {
      at: 'BIND-04',
      is: 'does not look at who made the result',
      ...blindTo('iss', ({ checker }) => checker),
    },
    {
      at: 'BIND-05',
      is: 'takes results for another purpose',
      ...blindTo('purpose', () => 'report_move'),
    },
    {
      at: 'BIND-06',
      is: 'believes every plugin that it knows',
      ...believes(({ signed, kid }) => signed.kid === kid.other),
    },
    {
      at: 'BIND-07',
      is: 'takes results without a name',
      ...believes(
        ({ claims }) => claims.jti === undefined,
        () => ({ jti: randomId() }),
      ),
    },
    {
      at: 'BIND-08',
      is: 'takes every token for a result',
      ...believes(
        ({ claims }) => claims.sub === 'no-such-attributes',
        () => ({ sub: 'id-contact-attributes' }),
      ),
    },
    { at: 'BIND-09', is: 'takes results of tomorrow', ...believes(isLater, inTime) },
  ]
  return faults.map(({ at, ...others }) => ({ ...others, breaks: `${role}-${at}` }))
}
