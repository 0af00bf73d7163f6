import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WireSessionOptions } from '../protocol/session-options.ts'
import type { CoreConfig } from './index.ts'
import { get, setting, type Answers } from './testing/core.ts'

const at = (host: string) => ({ start: `https://${host}`, origins: [`https://${host}`] })
const commMethods: CoreConfig['commMethods'] = [
  { tag: 'call', name: 'Bellen', channel: 'phone', tellsWait: true, ...at('comm.example') },
  { tag: 'chat', name: 'Chat', channel: 'chat', ...at('chat.example') },
]
const path = 'GET https://comm.example/expected_waits'
const waits = (seconds: unknown) => Response.json({ expected_waits: { report_move: seconds } })

async function asking(answer: Answers[string], purpose: Partial<CoreConfig['purposes'][0]> = {}) {
  const purposes = [
    { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'] },
    { tag: 'permit', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'] },
  ].map((one) => ({ ...one, ...purpose }))
  const made = await setting({ [path]: answer }, { commMethods, purposes })
  const told = async (tag = 'report_move'): Promise<unknown[]> => {
    const response = await made.core(get(`/session_options/${tag}`))
    const { comm_methods } = (await response.json()) as WireSessionOptions
    return comm_methods.map(({ expected_wait }) => expected_wait)
  }
  return { ...made, told }
}

describe('the expected wait in the offer', () => {
  it('is what the plugin says of this purpose, and is asked of nobody else', async () => {
    const { told, calls } = await asking(() => waits(240))
    assert.deepEqual(await told(), [240, undefined])
    assert.deepEqual(await told('permit'), [undefined, undefined])
    assert.deepEqual(
      calls.map(({ method, url }) => `${method} ${url}`),
      [path],
    )
  })

  it('is asked once in some seconds, however many ask', async () => {
    let said = 120
    const { told, calls, wait } = await asking(() => waits(said))
    await Promise.all(Array.from({ length: 20 }, () => told()))
    said = 300
    wait(14)
    assert.deepEqual(await told(), [120, undefined])
    assert.equal(calls.length, 1)
    wait(2)
    assert.deepEqual(await told(), [300, undefined])
    assert.equal(calls.length, 2)
  })

  it('is missing, and keeps nobody waiting, when the plugin does not answer or answers something else', async () => {
    const answers: Answers[string][] = [
      () => new Response('no', { status: 404 }),
      () => waits('240'),
      () => waits(-1),
      () => Response.json([]),
      () => new Promise(() => {}),
    ]
    for (const answer of answers) {
      const { told } = await asking(answer)
      const start = performance.now()
      assert.deepEqual(await told(), [undefined, undefined])
      assert.ok(performance.now() - start < 2500)
    }
  })

  it('is told for a while after the last answer, and not for ever', async () => {
    let answer = (): Response => waits(240)
    const { told, wait, log } = await asking(() => answer())
    await told()
    answer = () => new Response('no', { status: 503 })
    wait(60)
    assert.deepEqual(await told(), [240, undefined])
    wait(60)
    assert.deepEqual(await told(), [undefined, undefined])
    assert.deepEqual(log.at(-1), { level: 'warn', event: 'expected_waits_unknown', part: 'call' })
  })

  it('is not told of what is closed', async () => {
    const hours = { timeZone: 'Europe/Amsterdam', weekly: {} }
    const { told } = await asking(() => waits(240), { hours })
    assert.deepEqual(await told(), [undefined, undefined])
  })

  it('stands beside the channel on the page without scripts', async () => {
    const { core } = await asking(() => waits(240))
    const ask = async (language: string): Promise<string> =>
      (await core(get('/choose?purpose=report_move', { 'accept-language': language }))).text()
    assert.match(
      await ask('nl'),
      /Bellen<small>Dit raden we aan. Wachttijd: ongeveer 4 minuten\.<\/small>/,
    )
    assert.match(
      await ask('en'),
      /Bellen<small>We recommend this. Waiting time: about 4 minutes\.<\/small>/,
    )
    assert.equal((await ask('nl')).match(/Wachttijd/g)?.length, 1)
    const { core: other } = await asking(() => waits(60))
    const page = await other(get('/choose?purpose=report_move', { 'accept-language': 'nl' }))
    assert.match(await page.text(), /ongeveer 1 minuut\.</)
  })
})
