/**
 * Any other platform that can ask an address something, and put a header into an INVITE (RFC 3261): FreeSWITCH, Asterisk and their like. The name
 * of a call there (`Call-ID`) is known to everything that the call passes, so it opens nothing here: the platform gets a call secret for it,
 * which travels to the agent alone, in the header `X-Id-Contact-Call`.
 */
import { Hono } from 'hono'
import { parseSipCode, parseSipHangup, type SipAnswer } from '../../protocol/messages-telephone.ts'
import { answerTo, json, noContent, parsed, readBody } from '../../web/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { createIsPlatform, keyRequired } from './api-key.ts'
import { endCall } from './calls.ts'
import { keyedIn } from './keyed-in.ts'
import { spoken } from './spoken.ts'

/** A platform answers the calls that speaks SIP, such as Asterisk. */
export interface SipOptions {
  /** Tells it from other platforms. */
  type: 'sip'
  /** What the platform shows with every request, as `x-api-key` or as a bearer token: 32 characters of ASCII or more. */
  apiKey: string
}

/** `POST /sip/code` and `POST /sip/hangup`, with JSON or as a form. */
export function sipRoutes(comm: Surroundings, { apiKey }: SipOptions): Hono {
  const isPlatform = createIsPlatform(comm, apiKey)
  const app = new Hono()
  app.use('/sip/*', async ({ req }, next) => {
    if (!(await isPlatform(req.raw))) throw keyRequired()
    await next()
  })
  app.post('/sip/code', async ({ req }) => json(await code(comm, req.raw)))
  app.post('/sip/hangup', async ({ req }) => {
    const { call } = parsed(parseSipHangup, await readBody(req.raw, { forms: true }))
    await endCall(comm, await secretOf(comm, call))
    return noContent()
  })
  app.onError((error) => answerTo(error, comm.log))
  return app
}

async function code(comm: Surroundings, request: Request): Promise<SipAnswer> {
  const asked = parsed(parseSipCode, await readBody(request, { forms: true }))
  const call = await secretOf(comm, asked.call)
  const outcome = await keyedIn(comm, { call, keyed: asked.dtmf, tries: asked.try })
  const place = outcome.result === 'linked' ? outcome.place : undefined
  return {
    result: outcome.result,
    call,
    before: place?.before,
    expected_wait: place?.expectedWait,
    say_nl: spoken(outcome, 'nl'),
    say_en: spoken(outcome, 'en'),
  }
}

/** Made from the name and not drawn, so that nothing has to be kept: who asks again gets the same. */
const secretOf = ({ keyedHash, config }: Surroundings, call: string): Promise<string> =>
  keyedHash('call secret', `${config.tag}\n${call}`)
