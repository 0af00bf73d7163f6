/** Communication plugins with one mistake each, when a conversation starts and when somebody is led there. */
import { shared } from '../asking.ts'
import { answering, inJson, instead, knowingAll, type Fault } from '../fault.ts'
import { believing } from '../receiver.ts'
import { isGiven, receiving, starts, visits } from './traffic.ts'

type Around = NonNullable<Fault['around']>

/** Everybody after the first gets the addresses of the first. */
function repeating(): Around {
  let first: string | undefined
  return (part) => async (request) => {
    const answer = await part(request)
    if (!starts(request) || answer.status !== 200) return answer
    first ??= await answer.clone().text()
    return Response.json(JSON.parse(first))
  }
}

/** The same binding for everybody, and it is taken for the right one. */
const sharing: Around = (part, place) => {
  return answering(
    (request, answer) => starts(request) && isGiven(request, answer),
    inJson((body) => ({ ...body, binding: shared })),
  )(
    believing(
      receiving,
      ({ claims, isGood, sealed }) =>
        isGood && sealed?.alg === 'ECDH-ES' && claims.binding === shared,
      ({ learnt }) => ({ binding: learnt.binding }),
    ).around!(part, place),
  )
}

export const brokenStarts: Fault[] = [
  {
    breaks: 'COMM-START-04',
    is: 'refuses what it does not know',
    around: knowingAll,
  },
  {
    breaks: 'COMM-START-01',
    is: 'names its address otherwise',
    around: answering(
      (request, answer) => starts(request) && isGiven(request, answer),
      inJson(({ client_url, ...others }) => ({ ...others, url: client_url })),
    ),
  },
  {
    breaks: 'COMM-START-02',
    is: 'breaks down over a body',
    around: instead(starts, 'malformed-request', () => new Response(null, { status: 500 })),
  },
  { breaks: 'COMM-START-03', is: 'gives addresses out twice', around: repeating() },
  {
    breaks: 'COMM-LAND-01',
    is: 'lets nobody in',
    around: (part) => async (request) =>
      visits(request) && request.url.includes('handover=')
        ? new Response(null, { status: 403 })
        : part(request),
  },
  { breaks: 'COMM-BIND-01', is: 'gives everybody the same binding', around: sharing },
]
