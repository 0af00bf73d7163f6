/** What the browser sees of a session while the app is busy: a page, its script, and how far things are. Never the session's token. */
import { RequestError } from '../../protocol/errors.ts'
import { json, seeOther } from '../../web/index.ts'
import type { AttemptRequest, MethodRoute } from '../method-route.ts'
import type { IrmaServer, IrmaSession, SessionStatus } from './irma-server.ts'
import { timeOverPage, waitPage } from './wait-page.ts'
import { waitScript } from './wait-script.ts'

export const waitPath = '/wait'
const statusPath = '/wait/status'
const scriptPath = '/wait.js'

/** `over`: load the page again, which knows where to go from here. */
export type Progress = 'waiting' | 'connected' | 'over' | 'unreachable'

export const waitRoutes = (server: IrmaServer): MethodRoute[] => [
  {
    method: 'GET',
    path: waitPath,
    of: 'attempt',
    answer: async (request) => {
      const status = await statusOf(server, request)
      // The server not being there for a moment does not take the code away from under the camera.
      if (status === undefined || isWaiting(status)) return waitPage(request, pathsFor(request))
      if (status === 'TIMEOUT' || status === 'UNKNOWN') return timeOverPage(request)
      return seeOther(`${request.callbackUrl}?state=${request.attempt.state}`)
    },
  },
  {
    method: 'GET',
    path: statusPath,
    of: 'attempt',
    answer: async (request) => json({ status: progressOf(await statusOf(server, request)) }),
  },
  {
    method: 'GET',
    path: scriptPath,
    answer: () =>
      new Response(waitScript, { headers: { 'content-type': 'text/javascript; charset=utf-8' } }),
  },
]

const pathsFor = ({ routesUrl, attempt }: AttemptRequest) => ({
  again: `${routesUrl}${waitPath}?state=${attempt.state}`,
  status: `${routesUrl}${statusPath}?state=${attempt.state}`,
  script: `${routesUrl}${scriptPath}`,
})

/** Undefined when the server does not say. */
async function statusOf(
  server: IrmaServer,
  { attempt, request }: AttemptRequest,
): Promise<SessionStatus | undefined> {
  try {
    return await server.status((attempt.memory as IrmaSession).token, request.signal)
  } catch (error) {
    if (error instanceof RequestError) return undefined
    throw error
  }
}

const isWaiting = (status: SessionStatus): boolean =>
  status === 'INITIALIZED' || status === 'PAIRING' || status === 'CONNECTED'

function progressOf(status: SessionStatus | undefined): Progress {
  if (status === undefined) return 'unreachable'
  if (!isWaiting(status)) return 'over'
  return status === 'INITIALIZED' ? 'waiting' : 'connected'
}
