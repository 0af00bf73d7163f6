#!/usr/bin/env node
/**
 * An AGI script for Asterisk: `AGI(id-contact.agi.mjs)` asks a caller for the code, `AGI(id-contact.agi.mjs,hangup)` says that the call is over.
 * `ID_CONTACT` and `ID_CONTACT_KEY` are in the environment of Asterisk.
 */
import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const nextLine = async () => (await lines.next()).value ?? ''

const agi = {}
for (let line = await nextLine(); line; line = await nextLine()) {
  const [, name, value] = /^agi_(\w+): ?(.*)$/.exec(line) ?? []
  if (name) agi[name] = value
}

if (agi.arg_1 === 'hangup') await post('/sip/hangup', {})
else await askForCode()
process.exit()

async function askForCode() {
  for (let tries = 1; tries <= 3; tries++) {
    const prompt = tries === 1 ? 'id-contact/question' : 'id-contact/again'
    const dtmf = await command(`GET DATA ${prompt} 10000 13`)
    const answer = await post('/sip/code', { dtmf: dtmf === '-1' ? '' : dtmf, try: tries })
    // Whatever is the matter, the caller goes on.
    if (!answer) return
    if (answer.result !== 'again') return goOn(answer)
  }
}

async function goOn({ call, before }) {
  // Two underscores: the channel to the agent has it as well.
  await command(`SET VARIABLE __ID_CONTACT_CALL ${call}`)
  if (before === undefined) return
  await command('STREAM FILE id-contact/place ""')
  await command(`SAY NUMBER ${before + 1} ""`)
}

/** What Asterisk answers: digits, or -1. */
async function command(text) {
  process.stdout.write(`${text}\n`)
  return /^200 result=(\S*)/.exec(await nextLine())?.[1] ?? '-1'
}

async function post(path, message) {
  try {
    const answer = await fetch(process.env.ID_CONTACT + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': process.env.ID_CONTACT_KEY },
      body: JSON.stringify({ call: agi.uniqueid, ...message }),
      signal: AbortSignal.timeout(5000),
    })
    return answer.status === 200 ? await answer.json() : undefined
  } catch {
    return undefined
  }
}
