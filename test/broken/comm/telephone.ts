/** Telephone plugins with one mistake each. */
import { answering, inJson, isPath, type Fault } from '../fault.ts'
import { isGiven, starts } from './traffic.ts'

type Around = NonNullable<Fault['around']>

/** A telephone plugin as published, with a code before the log-in, which takes every caller for somebody who logged in. */
function credulous(): Around {
  let code = 48_291_730
  return () => async (request) => {
    const { pathname, origin } = new URL(request.url)
    if (starts(request))
      return Response.json({
        client_url: `tel:+31201234567,,${++code}`,
        attr_url: `${origin}/taken/${code}`,
      })
    const auth_result = { status: 'succes', attributes: { name: 'x' } }
    return pathname.startsWith('/session_info/')
      ? Response.json({ purpose: 'report_move', auth_result })
      : new Response('ok')
  }
}

export const brokenTelephones: Fault[] = [
  {
    breaks: 'COMM-PHONE-01',
    is: 'knows no code',
    around: (part) => async (request) =>
      isPath(/^\/link_phone$/, 'POST')(request)
        ? new Response(null, { status: 404 })
        : part(request),
  },
  {
    breaks: 'COMM-PHONE-02',
    is: 'does not say who calls',
    around: answering(
      (request, answer) => isPath(/^\/session_info\//)(request) && isGiven(request, answer),
      inJson((body) => ({ ...body, auth_result: null })),
    ),
  },
  { breaks: 'COMM-PHONE-04', is: 'takes every caller for somebody', around: credulous() },
  {
    breaks: 'COMM-PHONE-03',
    is: 'shows somebody for any code',
    around: answering(
      (request, { status }) => isPath(/^\/session_info\//)(request) && status === 404,
      () => Response.json({ purpose: 'report_move', auth_result: null }),
    ),
  },
]
