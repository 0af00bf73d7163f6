/** Communication plugins with one mistake each, in what they say of a log-in to whoever keeps it. */
import { answering, deaf, inJson, isPath, silent, type Fault } from '../fault.ts'
import { open } from '../token.ts'
import { isView, results } from './traffic.ts'

type Around = NonNullable<Fault['around']>

/** Tells the browser what it has learnt from the result. */
const telling: Around = (part, { folder }) => {
  let session_url: unknown
  const answered = answering(
    isView,
    inJson((body) => ({ ...body, session_url })),
  )(part)
  return async (request) => {
    const opened = results(request) && (await open(folder, await request.clone().text()))
    if (opened) ({ session_url } = opened.claims)
    return answered(request)
  }
}

export const brokenSessions: Fault[] = [
  { breaks: 'COMM-SESSION-02', is: 'never says more', outwards: silent('type=user_active') },
  { breaks: 'COMM-SESSION-01', is: 'never logs out', outwards: silent('type=logout') },
  { breaks: 'COMM-SESSION-03', is: 'tells where the log-in is kept', around: telling },
  {
    breaks: 'COMM-HAND-15',
    is: 'does not log out before the end',
    around: deaf(isPath(/\/logout$/, 'POST')),
  },
]
