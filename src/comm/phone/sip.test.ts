/** A generic SIP platform: a webhook, and a header for the agent. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { parseConversation } from '../../protocol/messages-desk.ts'
import { parseSipAnswer, type SipAnswer } from '../../protocol/messages-telephone.ts'
import { as, commUrl, deskUrl, json, slugOf, type Setting } from '../testing/comm.ts'
import { form, withKey, type Asked } from './testing/requests.ts'
import { apiKey, caller, settingOf } from './testing/platform.ts'

describe('a SIP platform', () => {
  let state: Setting
  before(async () => {
    state = await settingOf({ type: 'sip', apiKey })
  })
  after(() => state.close())

  const ask = ({ path, headers, body }: Asked) =>
    state.comm(new Request(commUrl + path, { method: 'POST', headers, body }))
  async function keyIn(call: string, dtmf: string, tries = 1): Promise<SipAnswer> {
    const answer = await ask(withKey('/sip/code', { call, dtmf, try: tries }, apiKey))
    assert.equal(answer.status, 200)
    return parseSipAnswer(await answer.json())
  }
  const open = async (call: string) =>
    state.desk(json(`${deskUrl}/conversations/call`, { call }, as(await state.agent('sanne'))))

  it('exchanges the code for a call secret, with which the agent sees who it is', async () => {
    const name = 'a84b4c76e66710@pc33.atlanta.example'
    const { code } = await caller(state)
    const answer = await keyIn(name, code)
    assert.equal(answer.result, 'linked')
    assert.equal(answer.before, 0)
    assert.match(answer.call, /^[A-Za-z0-9_-]{43}$/)
    assert.equal(answer.say_nl, 'Dank u wel. Uw code klopt. U bent de eerste in de rij.')
    assert.deepEqual((await keyIn(name, code)).call, answer.call, 'keyed in twice: the same')

    assert.equal((await open(name)).status, 204, 'the name of the call opens nothing')
    const { identity } = parseConversation(await (await open(answer.call)).json())
    assert.equal(identity.attributes[0]!.value, 'Ziska Zandbergen')

    assert.equal((await ask(withKey('/sip/hangup', { call: 'another' }, apiKey))).status, 204)
    assert.equal((await open(answer.call)).status, 200)
    assert.equal((await ask(withKey('/sip/hangup', { call: name }, apiKey))).status, 204)
    assert.equal((await open(answer.call)).status, 204)
  })

  it('may say it all in forms: not every dialplan makes JSON', async () => {
    const { code } = await caller(state)
    const answer = await ask(form('/sip/code', { call: '171234.5', dtmf: code, try: '1' }, apiKey))
    const { result, call } = parseSipAnswer(await answer.json())
    assert.equal(result, 'linked')
    assert.equal((await ask(form('/sip/hangup', { call: '171234.5' }, apiKey))).status, 204)
    assert.equal((await open(call)).status, 204)
  })

  it('is told to ask again twice, and then to put the caller through, with a secret all the same', async () => {
    const results = []
    for (const tries of [1, 2, 3]) {
      const { result, call } = await keyIn('wrong', '100000000', tries)
      results.push(result)
      assert.equal((await open(call)).status, 204)
    }
    assert.deepEqual(results, ['again', 'again', 'unidentified'])
    assert.equal((await keyIn('silent', '')).result, 'unidentified')
  })

  it('gives a code that two callers key in at once to one of them', async () => {
    const { code } = await caller(state)
    const answers = await Promise.all(['p@x', 'q@x', 'r@x'].map((call) => keyIn(call, code)))
    assert.deepEqual(answers.map(({ result }) => result).sort(), ['again', 'again', 'linked'])
  })

  it('learns of a code that comes too late what it learns of a wrong one', async () => {
    const { code } = await caller(state)
    state.wait(3601)
    assert.deepEqual(await keyIn('late', code), {
      ...(await keyIn('late', '100000000')),
    })
  })

  it('shows its key with every request', async () => {
    for (const path of ['/sip/code', '/sip/hangup']) {
      const answer = await ask(withKey(path, { call: 'x', dtmf: '1', try: 1 }, 'l'.repeat(32)))
      assert.equal(answer.status, 401)
      assert.equal(await slugOf(answer), 'api-key-required')
      assert.equal((await ask(withKey(path, { dtmf: '1' }, apiKey))).status, 400)
    }
    assert.equal((await ask(withKey('/sip/code', { call: 'x', dtmf: '1' }, apiKey))).status, 400)
    assert.equal((await state.comm(new Request(`${commUrl}/health`))).status, 200)
  })

  it('goes on unidentified over the budget of all: nobody is refused (T19)', async () => {
    for (let n = 0; n < 40; n++) await keyIn(`robot-${n}`, String(100_000_001 + n))
    assert.ok(state.log.some(({ event }) => event === 'too_many_wrong_codes'))
    const { code } = await caller(state)
    const results = []
    for (const tries of [1, 2, 3]) results.push((await keyIn('honest', code, tries)).result)
    assert.deepEqual(results, ['again', 'again', 'unidentified'])
    state.wait(601)
    const { code: next } = await caller(state)
    assert.equal((await keyIn('later', next)).result, 'linked')
  })
})
