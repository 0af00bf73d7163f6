/**
 * Amazon Connect. A flow calls a Lambda function, which passes the event on as it is; what comes back is a flat map of texts, because that is
 * what the block _AWS Lambda function_ puts under `$.External`. That a call is over is told by EventBridge, at an API destination.
 */
import { Hono } from 'hono'
import { parseContactFlowEvent, parseContactStateEvent } from '../../protocol/messages-telephone.ts'
import { answerTo, json, noContent, parsed, readBody } from '../../web/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { createIsPlatform, keyRequired } from './api-key.ts'
import { endCall } from './calls.ts'
import { keyedIn, type Outcome } from './keyed-in.ts'
import { minutesOf, spoken } from './spoken.ts'

/** Amazon Connect answers the calls. */
export interface AmazonConnectOptions {
  /** Tells it from other platforms. */
  type: 'amazon-connect'
  /** What the function and the API destination show with every request, as `x-api-key`: 32 characters of ASCII or more. */
  apiKey: string
}

/** `POST /amazon-connect/code` and `POST /amazon-connect/event`. */
export function amazonConnectRoutes(
  comm: Surroundings,
  { apiKey }: Pick<AmazonConnectOptions, 'apiKey'>,
): Hono {
  const isPlatform = createIsPlatform(comm, apiKey)
  const app = new Hono()
  app.use('/amazon-connect/*', async ({ req }, next) => {
    if (!(await isPlatform(req.raw))) throw keyRequired()
    await next()
  })
  app.post('/amazon-connect/code', async ({ req }) =>
    json(await code(comm, await readBody(req.raw))),
  )
  app.post('/amazon-connect/event', async ({ req }) => {
    const { detail } = parsed(parseContactStateEvent, await readBody(req.raw))
    if (isOver.has(detail.eventType)) await endCall(comm, detail.contactId)
    return noContent()
  })
  app.onError((error) => answerTo(error, comm.log))
  return app
}

const isOver = new Set(['DISCONNECTED', 'COMPLETED'])

async function code(comm: Surroundings, body: unknown): Promise<Record<string, string>> {
  const { ContactData, Parameters } = parsed(parseContactFlowEvent, body).Details
  const { ContactId: call, Attributes } = ContactData
  const tries = Number(Attributes?.id_contact_tries ?? 0) + 1
  const keyed = Parameters?.dtmf ?? Attributes?.dtmf ?? ''
  const outcome = await keyedIn(comm, { call, keyed, tries })
  return {
    id_contact_result: outcome.result,
    // The flow keeps it as an attribute of the contact, so that it comes back with the next code.
    id_contact_tries: String(tries),
    id_contact_call: call,
    ...placeIn(outcome),
    id_contact_say_nl: spoken(outcome, 'nl'),
    id_contact_say_en: spoken(outcome, 'en'),
  }
}

function placeIn(outcome: Outcome): Record<string, string> {
  if (outcome.result !== 'linked' || !outcome.place) return {}
  const minutes = minutesOf(outcome.place)
  return {
    id_contact_before: String(outcome.place.before),
    ...(minutes !== undefined && { id_contact_minutes: String(minutes) }),
  }
}
