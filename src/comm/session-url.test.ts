/** `session_url` in a result: whose it may be (T18). */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ConversationView } from '../protocol/messages-conversation.ts'
import { generateKey, importKeySet, type JWK } from '../protocol/keys.ts'
import { sealResult } from '../protocol/result.ts'
import {
  as,
  commUrl,
  json,
  jwt,
  setting,
  start,
  waiting,
  type Setting,
  type Started,
} from './testing/comm.ts'
import { due, sessionUrl } from './testing/sessions.ts'

let state: Setting
before(async () => (state = await setting()))
after(() => state.close())

const stop = ({ client_url, token }: Started & { token: string }): Promise<Response> =>
  state.comm(new Request(client_url, { method: 'DELETE', headers: as(token) }))

describe('a session_url', () => {
  it('of the plugin that signed the result is kept, and the resident may log out', async () => {
    for (const url of [sessionUrl('x'), 'https://digid.example:443/?a=b#c']) {
      const one = await waiting(state, {}, { sessionUrl: url })
      assert.equal(one.conversation.log_out, true)
      const answer = await state.comm(new Request(one.client_url, { headers: as(one.token) }))
      assert.equal(((await answer.json()) as ConversationView).log_out, true)
      await stop(one)
      await due(state)
    }
  })

  it('that is not there leaves nothing to log out of', async () => {
    const one = await waiting(state)
    assert.ok(!('log_out' in one.conversation))
    await stop(one)
    assert.deepEqual(await due(state), [])
  })

  const foreign = [
    'https://evil.example/session/x',
    '//evil.example/session/x',
    '//digid.example/session/x',
    '/session/x',
    'https://itsme.example/session/x',
    'https://comm.example/conversation/x',
    'https://digid.example.evil.example/session/x',
    'https://evil.example/https://digid.example/session/x',
    'https://evil.example#https://digid.example/',
    'https://digid.example@evil.example/session/x',
    'https://user@digid.example/session/x',
    'https://user:password@digid.example/session/x',
    'https://digid.example:8443/session/x',
    'https://digid.example:80/session/x',
    'http://digid.example/session/x',
    'http://digid.example:443/session/x',
    'https:digid.example/session/x',
    'https:/digid.example/session/x',
    'https:\\\\digid.example\\session\\x',
    'https://evil.example\\@digid.example/session/x',
    'https://digid.example\\.evil.example/x',
    ' https://digid.example/session/x',
    'https://digid.example/session/x\r\nX-Evil: 1',
    'https://digid.example%2eevil.example/x',
    'https://d\u0131gid.example/session/x',
    'https://digid\u3002example/session/x',
    'https://digid.example./session/x',
    'https://127.0.0.1/session/x',
    'http://[::1]/session/x',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/',
    'javascript:alert(1)',
    'data:text/plain,x',
    'file:///etc/passwd',
    'ftp://digid.example/session/x',
    'blob:https://digid.example/x',
  ]
  for (const url of foreign)
    it(`is dropped, and the result counts: ${JSON.stringify(url).slice(0, 60)}`, async () => {
      const logged = state.log.length
      const one = await waiting(state, {}, { sessionUrl: url })
      assert.ok(!('log_out' in one.conversation))
      const warnings = state.log.slice(logged).filter(({ level }) => level === 'warn')
      assert.deepEqual(warnings, [
        { level: 'warn', event: 'session_url_dropped', auth_method: 'digid' },
      ])
      await stop(one)
      assert.deepEqual(await due(state), [])
    })

  it('of a result that is refused, late or failed is not kept', async () => {
    const started = await start(state)
    const token = (changes = {}): Promise<string> =>
      state.result(started, { sessionUrl: sessionUrl('x'), ...changes })
    const send = async (body: string): Promise<Response> => state.comm(jwt(started.attr_url!, body))
    assert.equal((await send(await token({ purpose: 'permit' }))).status, 400)
    assert.equal((await send(await state.result(started))).status, 200)
    assert.equal((await send(await token())).status, 200)
    const failed = await start(state)
    const statement = { status: 'failed', attributes: undefined } as const
    const bad = await state.result(failed, { ...statement, sessionUrl: sessionUrl('y') })
    await state.comm(jwt(failed.attr_url!, bad))
    for (const { attr_url } of [started, failed])
      await state.comm(new Request(attr_url!, { method: 'DELETE' }))
    assert.deepEqual(await due(state), [])
  })
})

describe('the session_url of a published plugin', () => {
  const url = 'https://irma.example/session/x'
  const kinds: [string, { issuer?: string; origins?: string[] }, boolean][] = [
    ['is dropped when nothing says whose it is', {}, false],
    ['is kept when it is of its issuer', { issuer: 'https://irma.example' }, true],
    ['is kept when it is of an origin of its own', { origins: ['https://irma.example'] }, true],
    [
      'is dropped when it is of its issuer, but others are listed',
      { issuer: 'https://irma.example', origins: ['https://sessions.irma.example'] },
      false,
    ],
  ]
  let state: Setting
  let keys: { publicKey: JWK; privateKey: JWK }[]
  before(async () => {
    keys = await Promise.all(kinds.map(() => generateKey('sig')))
    const authMethods = kinds.map(([, changes], index) => ({
      ...{ tag: `irma${index}`, name: 'IRMA', issuer: '', legacy: true, ...changes },
      keys: [keys[index]!.publicKey],
    }))
    state = await setting({ authMethods })
  })
  after(() => state.close())

  async function signedBy(index: number): Promise<string> {
    const { d: _private, ...receiving } = state.commConfig.decryptionKeys[0]!
    return sealResult(
      { status: 'success', attributes: { email: 'ziska@voorbeeld.example' }, sessionUrl: url },
      {
        dialect: 'id-contact',
        signingKeys: await importKeySet([keys[index]!.privateKey], 'sign'),
        encryptionKeys: await importKeySet([receiving], 'encrypt'),
        now: state.commConfig.now,
      },
    )
  }

  for (const [index, [what, , isKept]] of kinds.entries())
    for (const chosen of [true, false])
      it(`${what}, ${chosen ? 'chosen by our core' : 'behind a published core'}`, async () => {
        const body = { purpose: 'permit', ...(chosen && { auth_method: `irma${index}` }) }
        const answer = await state.comm(json(`${commUrl}/start_communication`, body))
        const { attr_url } = (await answer.json()) as Started
        const logged = state.log.length
        assert.equal((await state.comm(jwt(attr_url!, await signedBy(index)))).status, 200)
        const dropped = state.log
          .slice(logged)
          .filter(({ event }) => event === 'session_url_dropped')
        assert.deepEqual(
          dropped.map(({ auth_method }) => auth_method),
          isKept ? [] : [`irma${index}`],
        )
        await state.comm(new Request(attr_url!, { method: 'DELETE' }))
        assert.deepEqual(await due(state), isKept ? [`logout ${url}`] : [])
      })
})
