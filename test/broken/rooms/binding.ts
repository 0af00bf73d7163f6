/** Parts for rooms with one mistake each, in waiting for the browser that logged in. */
import { randomId, sha256 } from '../../../src/protocol/digest.ts'
import { shared, withSharedBinding } from '../asking.ts'
import { deaf, isPath, now, type Fault } from '../fault.ts'
import { believing, type Changes } from '../receiver.ts'
import { handoverOf, open, read, resealed, type Members } from '../token.ts'
import { receiving, results, returns } from './traffic.ts'

type Around = NonNullable<Fault['around']>

/** Handovers that are not good, made good. */
export const handing =
  (
    fits: (claims: Members) => boolean,
    fixed: (request: Request) => Promise<Members> = async () => ({}),
  ): Around =>
  (part, { folder }) =>
  async (request) => {
    const url = new URL(request.url)
    const claims = read(url.searchParams.get('handover')?.split('.')[1])
    if (!returns(request) || !fits(claims)) return part(request)
    const good = { ...claims, ...(await fixed(request)) }
    url.searchParams.set('handover', await handoverOf(folder, good))
    return part(new Request(url, request))
  }

/** The same binding for everybody, and it is taken for the right one. */
const sharedHash = await sha256(shared)
function sharing(): Changes {
  const { around, outwards } = believing(
    receiving,
    ({ claims, isGood, sealed }) =>
      isGood && sealed?.alg === 'ECDH-ES' && claims.binding === shared,
    ({ learnt }) => ({ binding: learnt.binding }),
  )
  const { outwards: noting, of } = receiving.learn()
  // The handover tells which binding it was.
  const hashed = handing(
    ({ binding_hash }) => binding_hash === sharedHash,
    async (request) => ({ binding_hash: await sha256(of(request)!.binding) }),
  )
  return {
    around: (part, place) => hashed(around!(part, place), place),
    outwards: (send, place) => noting!(outwards!(withSharedBinding(send, place), place), place),
  }
}

/** Does not wait for anybody to come back: it goes there itself. */
function hasty(): Changes {
  const { outwards, of } = receiving.learn()
  return {
    ...(outwards && { outwards }),
    around:
      (part, { folder, checker }) =>
      async (request) => {
        const opened = results(request) && (await open(folder, await request.clone().text()))
        const learnt = of(request)
        if (!opened || !learnt || !opened.claims.receipt_hash) return part(request)
        const receipt = randomId()
        const own = { receipt_hash: await sha256(receipt) }
        const answer = await part(await resealed(request, folder, own))
        if (answer.status !== 200) return answer
        const handover = await handoverOf(folder, {
          iss: checker,
          aud: learnt.audience,
          sub: learnt.comeUrl,
          jti: randomId(),
          purpose: 'report_move',
          auth_method: 'login',
          binding_hash: await sha256(learnt.binding),
          receipt,
        })
        await part(new Request(`${learnt.comeUrl}?handover=${handover}`))
        return answer
      },
  }
}

/** Whoever did not log in is sent away, and nothing more: the one who did may still come. */
function forgiving(): Changes {
  const { outwards, of } = receiving.learn()
  const hashes = new Map<string, unknown>()
  return {
    ...(outwards && { outwards }),
    around:
      (part, { folder }) =>
      async (request) => {
        if (results(request)) {
          const opened = await open(folder, await request.clone().text()).catch(() => undefined)
          hashes.set(of(request)?.comeUrl ?? '', opened?.claims.receipt_hash)
        }
        if (returns(request)) {
          const { searchParams } = new URL(request.url)
          const { receipt } = read(searchParams.get('handover')?.split('.')[1])
          const hash = hashes.get(request.url.split('?')[0]!)
          const isOther = receipt && hash !== (await sha256(String(receipt)))
          if (isOther) return new Response(null, { status: 403 })
        }
        return part(request)
      },
  }
}

export const brokenBindings: Fault[] = [
  { breaks: 'ROOMS-BIND-01', is: 'gives everybody the same binding', ...sharing() },
  { breaks: 'ROOMS-BIND-10', is: 'waits for no browser', ...hasty() },
  {
    breaks: 'ROOMS-BIND-11',
    is: 'takes handovers of yesterday',
    around: handing(({ exp }) => Number(exp) < now()),
  },
  { breaks: 'ROOMS-BIND-12', is: 'gives a stranger and then the guest a try', ...forgiving() },
  {
    breaks: 'ROOMS-BIND-13',
    is: 'does not hear that nobody will come',
    around: deaf(isPath(/^\/internal\/auth_result\//, 'DELETE')),
  },
]
