/**
 * Telephone platforms, played in the form that each documents, with the code of our guides in their place: the function of Amazon Connect, the
 * script of Asterisk, the page of the agent.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { parse } from 'node-html-parser'
import * as amazon from '../examples/platforms/amazon-connect/screen-pop.mjs'
import { handler } from '../examples/platforms/amazon-connect/function.mjs'
import * as sip from '../examples/platforms/sip/screen-pop.mjs'
import * as taskRouter from '../examples/platforms/twilio/screen-pop.mjs'
import { randomId } from '../src/protocol/digest.ts'
import {
  authToken,
  contactFlowEvent,
  contactStateEvent,
  fromTwilio,
  withKey,
  type Asked,
} from '../src/comm/phone/testing/requests.ts'

export const apiKey = randomId(32)

/** What a caller hears after a code: the question once more, or that they are put through, with their place when the code was good. */
interface Heard {
  isAskedAgain: boolean
  place: number | undefined
}

/** One call, on whatever platform. */
interface Call {
  keyIn(digits: string): Promise<Heard>
  /** The caller hangs up; the platform says so. */
  hangUp(): Promise<void>
  /** What the agent's telephone does when it is answered, as a script for the page; `$panel` is the panel there. */
  answer(): string
}

export interface Platform {
  name: string
  /** `[comm.phone.platform]` in the configuration. */
  table: string
  /** A call comes in. `at` is the address of the communication plugin. */
  call(at: string): Promise<Call>
}

async function send(at: string, { path, headers, body }: Asked): Promise<string> {
  const answer = await fetch(at + path, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.text()
}

/** `first` in the words, or the number in them. */
const placeIn = (words: string): number | undefined => {
  if (/first in the queue/.test(words)) return 1
  const number = /You are number (\d+)/.exec(words)?.[1]
  return number === undefined ? undefined : Number(number)
}

/** A flow: _Store customer input_, _AWS Lambda function_, _Check contact attributes_, _Set contact attributes_, _Transfer to queue_. */
export const amazonConnect: Platform = {
  name: 'Amazon Connect',
  table: `type = "amazon-connect"\napi_key = "${apiKey}"`,
  async call(at) {
    const contact = randomUUID()
    let attributes: Record<string, string> = {}
    const rule = JSON.parse(
      readFileSync('examples/platforms/amazon-connect/rule.json', 'utf8'),
    ) as { detail: { eventType: string[] } }
    Object.assign(process.env, { ID_CONTACT: at, ID_CONTACT_KEY: apiKey })
    return {
      async keyIn(digits) {
        const external = (await handler(contactFlowEvent(contact, digits, attributes))) as Record<
          string,
          string
        >
        attributes = { id_contact_tries: external.id_contact_tries! }
        const isAskedAgain = external.id_contact_result === 'again'
        return { isAskedAgain, place: placeIn(external.id_contact_say_en!) }
      },
      async hangUp() {
        for (const type of rule.detail.eventType)
          await send(at, withKey('/amazon-connect/event', contactStateEvent(contact, type), apiKey))
      },
      answer: () => `
        ${amazon.followCalls.toString()}
        let connected
        const contact = {
          getType: () => 'voice',
          getContactId: () => '${contact}',
          onConnected: (listener) => (connected = listener),
          onEnded: () => {},
        }
        followCalls({ ContactType: { VOICE: 'voice' }, contact: (found) => found(contact) }, $panel)
        connected()`,
    }
  },
}

/** What Twilio does with TwiML: it asks, and goes where the next verb says. */
export const twilio: Platform = {
  name: 'Twilio',
  table: `type = "twilio"\nauth_token = "${authToken}"\nworkflow = "WW${'0a'.repeat(16)}"`,
  async call(at) {
    const sid = `CA${randomUUID().replaceAll('-', '')}`
    const ask = async (path: string, fields: Record<string, string> = {}) => {
      const text = await send(at, fromTwilio(at, path, { call: sid, ...fields }))
      return parse(text, { lowerCaseTagName: true })
    }
    let document = await ask('/twilio/voice', { CallStatus: 'ringing' })
    return {
      async keyIn(digits) {
        const action = document.querySelector('gather')!.getAttribute('action')!
        const path = action.slice(at.length)
        document = await ask(path, { Digits: digits, FinishedOnKey: '#', msg: 'Gather End' })
        const isAskedAgain = document.querySelector('gather') !== null
        return { isAskedAgain, place: placeIn(document.textContent) }
      },
      async hangUp() {
        const over = { CallStatus: 'completed', CallDuration: '63', Duration: '2' }
        await send(at, fromTwilio(at, '/twilio/status', { call: sid, ...over }))
      },
      answer() {
        const task = document.querySelector('response > enqueue > task')!.textContent
        return `
          ${taskRouter.followCalls.toString()}
          const listeners = {}
          const on = (event, listener) => (listeners[event] = listener)
          followCalls({ on }, $panel)
          listeners.reservationCreated({ task: { attributes: ${task} }, on })
          listeners.accepted()`
      },
    }
  },
}

/** Asterisk with our script, which it starts when a call comes in and when it is over; it talks over standard input and output. */
export const asterisk: Platform = {
  name: 'SIP, by Asterisk',
  table: `type = "sip"\napi_key = "${apiKey}"`,
  async call(at) {
    const uniqueid = `${Math.floor(Date.now() / 1000)}.${Math.floor(Math.random() * 1e6)}`
    const script = (argument?: string) => {
      const env = { ...process.env, ID_CONTACT: at, ID_CONTACT_KEY: apiKey }
      const path = 'examples/platforms/sip/id-contact.agi.mjs'
      const child = spawn(process.execPath, [path], { env, stdio: ['pipe', 'pipe', 'inherit'] })
      child.stdin.write(`${environment(uniqueid, argument).join('\n')}\n\n`)
      return child
    }
    const child = script()
    const commands = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const variables: Record<string, string> = {}
    const reply = (text: string) => child.stdin.write(`200 result=${text}\n`)

    /** Does what the script says until it asks for digits, or has finished. */
    async function untilQuestion(): Promise<Heard> {
      let place: number | undefined
      for (;;) {
        const { value: command = '', done } = await commands.next()
        if (done) return { isAskedAgain: false, place }
        if (command.startsWith('GET DATA')) return { isAskedAgain: true, place }
        const [, name, value] = /^SET VARIABLE (\S+) (\S+)$/.exec(command) ?? []
        if (name) variables[name] = value!
        const number = /^SAY NUMBER (\d+)/.exec(command)?.[1]
        if (number !== undefined) place = Number(number)
        reply(name ? '1' : '0')
      }
    }
    await untilQuestion()
    return {
      keyIn(digits) {
        reply(digits === '' ? ' (timeout)' : digits)
        return untilQuestion()
      },
      async hangUp() {
        await once(script('hangup'), 'exit')
      },
      answer: () => `
        ${sip.followCalls.toString()}
        const invite = ${JSON.stringify(`X-Id-Contact-Call: ${variables.__ID_CONTACT_CALL}`)}
        const listeners = {}
        const on = (event, listener) => (listeners[event] = listener)
        followCalls({ on }, $panel)
        const getHeader = (name) => (invite.startsWith(name + ': ') ? invite.slice(name.length + 2) : undefined)
        listeners.newRTCSession({ originator: 'remote', request: { getHeader }, session: { on } })
        listeners.accepted()`,
    }
  },
}

/** What Asterisk writes before the first command. */
const environment = (uniqueid: string, argument?: string): string[] => [
  'agi_request: id-contact.agi.mjs',
  'agi_channel: PJSIP/trunk-00000001',
  'agi_language: nl',
  'agi_type: PJSIP',
  `agi_uniqueid: ${uniqueid}`,
  'agi_version: 22.5.0',
  'agi_callerid: 0612345678',
  'agi_calleridname: unknown',
  'agi_callingpres: 0',
  'agi_dnid: 14026',
  'agi_rdnis: unknown',
  'agi_context: from-public',
  `agi_extension: ${argument ? 'h' : '14026'}`,
  'agi_priority: 2',
  'agi_enhanced: 0.0',
  'agi_accountcode: ',
  'agi_threadid: 140237890',
  ...(argument ? [`agi_arg_1: ${argument}`] : []),
]
