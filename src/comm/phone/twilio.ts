/**
 * Twilio. It asks what to do with a call, and is answered in TwiML: ask for the code, and put the caller through. Every request is signed, so
 * which try it is can stand in an address: nobody else can change it.
 */
import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { ConfigError } from '../../protocol/errors.ts'
import { parseTwilioRequest, type TwilioRequest } from '../../protocol/messages-telephone.ts'
import {
  answerTo,
  mediaTypeOf,
  noContent,
  parsed,
  privateHeaders,
  readText,
  Refusal,
  type Markup,
} from '../../web/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { endCall } from './calls.ts'
import { keyedIn, type Outcome } from './keyed-in.ts'
import { locales, question, spoken, type SpokenLanguage } from './spoken.ts'
import { isSigned } from './twilio-signature.ts'

/** Twilio answers the calls. */
export interface TwilioOptions {
  /** Tells it from other platforms. */
  type: 'twilio'
  /** The token of the account: requests are signed with it. */
  authToken: string
  /** Where callers go on, with the code or without. */
  onward: TwilioOnward
  /** What callers are spoken to in, one after the other. Default `nl`, `en`. */
  languages?: SpokenLanguage[] | undefined
}

/**
 * One of: a queue of Twilio Voice by its name; a workflow of TaskRouter (and so of Flex) by its `WW…`, whose task has the call as
 * `id_contact_call`; a SIP address, which gets the call in the header `X-Id-Contact-Call`; or an address that answers with TwiML.
 */
export type TwilioOnward =
  { queue: string } | { workflow: string } | { sip: string } | { redirect: string }

/** @throws ConfigError */
export function checkTwilio({ authToken, onward, languages }: TwilioOptions): void {
  if (!/^[\x21-\x7e]{32,}$/.test(authToken))
    throw new ConfigError('platform.authToken', 'Give the Auth Token of the account.')
  if ('workflow' in onward && !/^WW[0-9a-fA-F]{32}$/.test(onward.workflow))
    throw new ConfigError('platform.onward.workflow', 'Give the SID of a workflow: WW….')
  if ('sip' in onward && !/^sips?:[^\s?<>"]+$/.test(onward.sip))
    throw new ConfigError('platform.onward.sip', 'Give a SIP address without headers: sip:….')
  if (languages?.length === 0)
    throw new ConfigError('platform.languages', 'Name a language, or leave it out.')
}

/** `POST /twilio/voice`, `POST /twilio/code`, `POST /twilio/status`. */
export function twilioRoutes(comm: Surroundings, options: TwilioOptions): Hono {
  const { languages = ['nl', 'en'] } = options
  const app = new Hono()

  app.post('/twilio/voice', async (context) => {
    await asked(comm, context, options)
    return twiml(gather(comm, languages, 1, question))
  })

  app.post('/twilio/code', async (context) => {
    const { CallSid: call, Digits: keyed = '' } = await asked(comm, context, options)
    const tries = Number(context.req.query('try') ?? 1)
    const outcome = await keyedIn(comm, { call, keyed, tries }).catch((error: unknown): Outcome => {
      // An error would end the call. Whatever is the matter here, the caller goes on.
      comm.log({ level: 'error', event: 'call_failed', name: (error as Error).name })
      return { result: 'unidentified' }
    })
    const words = (language: SpokenLanguage): string => spoken(outcome, language)
    if (outcome.result === 'again') return twiml(gather(comm, languages, tries + 1, words))
    return twiml(html`${say(languages, words)}${onward(options.onward, call)}`)
  })

  app.post('/twilio/status', async (context) => {
    const { CallSid, CallStatus = '' } = await asked(comm, context, options)
    if (isOver.has(CallStatus)) await endCall(comm, CallSid)
    return noContent()
  })

  app.onError((error) => answerTo(error, comm.log))
  return app
}

/** Of the states of a call, those after which there is none. */
const isOver = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled'])

/** @throws Refusal `forbidden` when it is not Twilio who asks */
async function asked(
  { config }: Surroundings,
  { req }: Context,
  { authToken }: TwilioOptions,
): Promise<TwilioRequest> {
  if (mediaTypeOf(req.raw) !== 'application/x-www-form-urlencoded')
    throw new Refusal('unsupported-media-type')
  const fields = new URLSearchParams(await readText(req.raw))
  const url = config.serverUrl + req.path + new URL(req.url).search
  if (!(await isSigned(req.raw, { authToken, url, fields }))) throw new Refusal('forbidden')
  return parsed(parseTwilioRequest, Object.fromEntries(fields))
}

type Words = (language: SpokenLanguage) => string

/** Without `numDigits`: the link on the resident's screen keys in the hash as well, and it must not answer the next question. */
const gather = (
  { config }: Surroundings,
  languages: SpokenLanguage[],
  tries: number,
  words: Words,
): Markup =>
  html`<Gather
    input="dtmf"
    action="${config.serverUrl}/twilio/code?try=${String(tries)}"
    method="POST"
    finishOnKey="#"
    timeout="10"
    actionOnEmptyResult="true"
    >${say(languages, words)}</Gather
  >`

const say = (languages: SpokenLanguage[], words: Words): Markup[] =>
  languages.map((language) => html`<Say language="${locales[language]}">${words(language)}</Say>`)

function onward(to: TwilioOnward, call: string): Markup {
  if ('queue' in to) return html`<Enqueue>${to.queue}</Enqueue>`
  if ('redirect' in to) return html`<Redirect method="POST">${to.redirect}</Redirect>`
  if ('sip' in to) return html`<Dial><Sip>${to.sip}?X-Id-Contact-Call=${call}</Sip></Dial>`
  const task = JSON.stringify({ id_contact_call: call })
  return html`<Enqueue workflowSid="${to.workflow}"><Task>${task}</Task></Enqueue>`
}

async function twiml(verbs: Markup): Promise<Response> {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Response>${await verbs}</Response>`
  const headers = { ...privateHeaders, 'content-type': 'text/xml; charset=utf-8' }
  return new Response(body, { headers })
}
