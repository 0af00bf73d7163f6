/** The communication plugin in Python, between our core, the authentication plugin in Python, and one that the test plays. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { randomId, sha256 } from '../../src/protocol/digest.ts'
import { signHandover, type Handover } from '../../src/protocol/handover.ts'
import { importKeySet } from '../../src/protocol/keys.ts'
import type { StartCommunicationAnswer } from '../../src/protocol/messages-plugins.ts'
import { sealResult } from '../../src/protocol/result.ts'
import type { Statement } from '../../src/protocol/result-claims.ts'
import { zoe } from '../people.ts'
import { keysIn } from '../broken/fault.ts'
import { preparePlugins, type Plugins } from '../plugins.ts'
import { Visitor, type Arrived } from '../visitor.ts'

const address = zoe.claims.address!.formatted
let plugins: Plugins
before(async () => {
  plugins = await preparePlugins()
  await plugins.serve('core')
  await plugins.python('http-auth/letter')
  // The portal may say less than is asked.
  const portal = 'attributes = ["name", "date_of_birth", "address"]'
  await plugins.python('http-comm/exchange', (file) =>
    file.replace(portal, 'attributes = ["name", "date_of_birth"]'),
  )
})
after(() => plugins.stop())

/** As the software of the exchange asks. */
function calls(path: string, form?: Record<string, string>, key?: string): Promise<Response> {
  const known = readFileSync(join(plugins.folder, 'exchange/api-key'), 'utf8')
  return fetch(`${plugins.at.exchange}/calls${path}`, {
    method: form ? 'POST' : 'DELETE',
    headers: { authorization: `Bearer ${key ?? known}` },
    ...(form && { body: new URLSearchParams(form) }),
  })
}
interface Call {
  id: string
  attributes: Record<string, string>
}
async function pickUp(page: Arrived): Promise<Call> {
  const [, code] = /tel:14026,,(\d{9})#/.exec(page.text) ?? []
  assert.ok(code, page.text)
  const answer = await calls('', { code })
  assert.equal(answer.status, 200)
  return (await answer.json()) as Call
}

describe('the communication plugin in Python: the exchange', () => {
  it('gets residents with a number and a code, and whoever picks up their details', async () => {
    const choice = { purpose: 'ask_permit', auth_method: 'letter', comm_method: 'exchange' }
    const visitor = new Visitor()
    const question = await visitor.visit(await plugins.start(choice))
    const code = await plugins.letter(zoe.claims.name, address)
    const page = await visitor.press(question, { code })
    assert.equal(new URL(page.url).search, '')
    const { id, ...call } = await pickUp(page)
    const { auth_time, ...known } = call as unknown as Record<string, unknown>
    assert.ok(Number.isInteger(auth_time))
    assert.deepEqual(known, {
      purpose: 'ask_permit',
      attributes: { name: zoe.claims.name, address },
      auth_method: 'letter',
      acr: 'low',
      cross_device: null,
    })
    assert.match((await visitor.visit(page.url)).text, /U bent verbonden/)
    assert.equal((await calls(`/${id}`)).status, 204)
    assert.match((await visitor.visit(page.url)).text, /Uw gegevens zijn gewist/)
    for (const url of visitor.visited)
      assert.ok(!decodeURIComponent(url).includes(zoe.claims.name), url)
    assert.ok(!plugins.output().includes(zoe.claims.name))
  })

  it('is of no use to whoever forwards a link (T1)', async () => {
    const choice = { purpose: 'ask_permit', auth_method: 'letter', comm_method: 'exchange' }
    const attacker = new Visitor()
    const link = (await attacker.visit(await plugins.start(choice))).url
    const victim = new Visitor()
    const code = await plugins.letter(zoe.claims.name, address)
    assert.equal((await victim.press(await victim.visit(link), { code })).status, 403)
  })
})

interface Started extends Required<StartCommunicationAnswer> {
  receipt: string
}
const post = (body: unknown): Promise<Response> =>
  fetch(`${plugins.at.exchange}/start_communication`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const good = { purpose: 'report_move', auth_method: 'portal', comm_method: 'exchange' }
async function started(): Promise<Started> {
  const answer = (await (await post(good)).json()) as Required<StartCommunicationAnswer>
  return { ...answer, receipt: randomId() }
}

/** A result of the portal, which the test plays; or of whoever has the keys in that folder. */
async function result(
  { binding, receipt }: Started,
  changes: Partial<Statement> = {},
  by = 'portal',
): Promise<string> {
  const { at, folder } = plugins
  const statement: Statement = {
    ...{ iss: at.portal, aud: at.exchange, jti: randomId(), binding },
    ...{ purpose: good.purpose, authMethod: good.auth_method, acr: 'substantial' },
    ...{
      status: 'success',
      attributes: { name: 'Zoë', address },
      receiptHash: await sha256(receipt),
    },
    ...changes,
  }
  return sealResult(statement, {
    dialect: 'verder-helpen',
    signingKeys: await importKeySet(keysIn(folder, `${by}/signing.private`), 'sign'),
    encryptionKeys: await importKeySet(keysIn(folder, 'exchange/encryption.public'), 'encrypt'),
  })
}
const deliver = (
  { attr_url }: Started,
  token: string,
  type = 'application/jwt',
): Promise<Response> =>
  fetch(attr_url, { method: 'POST', headers: { 'content-type': type }, body: token })

/** Where the core, which the test plays, sends the browser. */
async function arrival(
  { client_url, receipt }: Started,
  changes: Partial<Handover> = {},
  by = 'core',
): Promise<string> {
  const { at, folder } = plugins
  const handover: Handover = {
    ...{ iss: at.core, aud: at.exchange, sub: client_url, jti: randomId() },
    ...{ ...good, receipt },
    ...changes,
  }
  const signingKeys = await importKeySet(keysIn(folder, `${by}/signing.private`), 'sign')
  return `${client_url}?handover=${await signHandover(handover, { signingKeys })}`
}

describe('a start', () => {
  for (const [what, changes] of [
    ['for an unknown purpose', { purpose: 'unknown' }],
    ['for a method that is not trusted', { auth_method: 'unknown' }],
    ['of a published core, which binds nothing', { auth_method: undefined }],
    ['with a result that is tied to nobody', { auth_result: 'a.b.c.d.e' }],
    ['with a purpose that is no text', { purpose: ['report_move'] }],
  ] as const)
    it(`${what} is refused`, async () =>
      assert.equal((await post({ ...good, ...changes })).status, 400))
})

describe('a result', () => {
  it('is taken when it is for this conversation, and of the plugin that was chosen', async () => {
    const one = await started()
    const other = await started()
    const refusals: [what: string, changes: Partial<Statement>, by?: string][] = [
      ['of another conversation (T3)', { binding: other.binding }],
      ['for another purpose (T3)', { purpose: 'ask_permit' }],
      ['by another method (T6)', { authMethod: 'letter' }],
      ['of another plugin (T6)', { iss: plugins.at.letter }],
      ['signed by another plugin (T6)', {}, 'letter'],
      ['for another communication plugin', { aud: plugins.at.phone }],
      ['without a name', { jti: undefined }],
      ['without a binding', { binding: undefined }],
    ]
    for (const [what, changes, by] of refusals)
      assert.equal((await deliver(one, await result(one, changes, by))).status, 400, what)
    assert.equal((await deliver(one, await result(one), 'text/plain')).status, 415)
    const elsewhere = { ...one, attr_url: `${plugins.at.exchange}/result/${randomId()}` }
    assert.equal((await deliver(elsewhere, await result(one))).status, 404)

    assert.equal((await deliver(one, await result(one))).status, 200)
    await pickUp(await new Visitor().visit(await arrival(one)))
  })

  it('counts once, also under the same name (T3)', async () => {
    const jti = randomId()
    const [one, other] = [await started(), await started()]
    assert.equal((await deliver(one, await result(one, { jti }))).status, 200)
    assert.equal((await deliver(other, await result(other, { jti }))).status, 400)
  })

  it('is the first that came (T4)', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const attributes = { name: 'Ruud', address }
    assert.equal((await deliver(one, await result(one, { attributes }))).status, 200)
    const call = await pickUp(await new Visitor().visit(await arrival(one)))
    assert.equal(call.attributes.name, 'Zoë')
  })

  it('tells what the purpose asks and the plugin may say, and nothing else (T6)', async () => {
    const one = await started()
    const attributes = { name: 'Zoë', address, date_of_birth: '1980-01-01', bsn: '000000012' }
    await deliver(one, await result(one, { attributes }))
    const call = await pickUp(await new Visitor().visit(await arrival(one)))
    assert.deepEqual(call.attributes, { name: 'Zoë' })
  })

  it('of a log-in that failed brings nobody in', async () => {
    const one = await started()
    const failed = { status: 'failed', attributes: undefined } as const
    assert.equal((await deliver(one, await result(one, failed))).status, 200)
    assert.equal((await new Visitor().visit(await arrival(one))).status, 403)
  })
})

describe('a browser', () => {
  it('waits for a result that is on its way, and gets a code when it is there', async () => {
    const one = await started()
    const url = await arrival(one)
    const visitor = new Visitor()
    const waiting = await visitor.visit(url)
    assert.equal(waiting.status, 409)
    assert.match(waiting.text, /Even geduld/)
    await deliver(one, await result(one))
    await pickUp(await visitor.visit(url))
  })

  it('without the word of the core gets no code (T1)', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const words: [what: string, changes: Partial<Handover>, by?: string][] = [
      ['of somebody else', {}, 'letter'],
      ['of another core', { iss: plugins.at.letter }],
      ['for another plugin', { aud: plugins.at.phone }],
      ['for another conversation', { sub: (await started()).client_url }],
      ['for another purpose', { purpose: 'ask_permit' }],
      ['for another method', { auth_method: 'letter' }],
      ['for another channel', { comm_method: 'phone' }],
    ]
    for (const [what, changes, by] of words)
      assert.equal((await new Visitor().visit(await arrival(one, changes, by))).status, 403, what)
    assert.equal((await new Visitor().visit(one.client_url)).status, 403)
    assert.equal((await new Visitor().visit(`${one.client_url}?handover=x`)).status, 403)
    await pickUp(await new Visitor().visit(await arrival(one)))
  })

  it('that did not log in itself ends the conversation (T1)', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const other = await arrival(one, { receipt: randomId() })
    assert.equal((await new Visitor().visit(other)).status, 403)
    assert.equal((await new Visitor().visit(await arrival(one))).status, 410)
  })

  it('comes in once with one word (T2)', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const url = await arrival(one)
    const visitor = new Visitor()
    const page = await visitor.visit(url)
    assert.equal((await new Visitor().visit(url)).status, 403)
    assert.equal((await new Visitor().visit(page.url)).status, 403)
    await pickUp(await visitor.visit(page.url))
  })

  it('is not let in by what only looks at the link', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const url = await arrival(one)
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 405)
    const ahead = { headers: { 'sec-purpose': 'prefetch;prerender' } }
    assert.equal((await fetch(url, ahead)).status, 405)
    await pickUp(await new Visitor().visit(url))
  })

  it('can end it, and only its own', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const visitor = new Visitor()
    const page = await visitor.visit(await arrival(one))
    assert.equal((await new Visitor().press(page, {})).status, 403)
    assert.match((await visitor.press(page, {})).text, /Uw gegevens zijn gewist/)
    assert.equal((await visitor.visit(page.url)).status, 410)
  })
})

describe('what the core says', () => {
  const withdraw = async ({ attr_url }: Started): Promise<number> =>
    (await fetch(attr_url, { method: 'DELETE' })).status

  it('erases a conversation that nobody will come to', async () => {
    const one = await started()
    await deliver(one, await result(one))
    assert.equal(await withdraw(one), 204)
    assert.equal((await new Visitor().visit(await arrival(one))).status, 410)
  })

  it('changes nothing for whoever has come', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const visitor = new Visitor()
    const page = await visitor.visit(await arrival(one))
    await withdraw(one)
    await pickUp(await visitor.visit(page.url))
  })
})

describe('whoever keeps the log-in', () => {
  let portal: Server
  const told: string[] = []
  before(async () => {
    portal = createServer((request, response) => {
      told.push(`${request.method} ${request.url}`)
      portal.emit('told')
      response.end()
    })
    portal.listen(Number(new URL(plugins.at.portal).port))
    await once(portal, 'listening')
  })
  after(() => portal.close())

  async function talk(sessionUrl: string): Promise<void> {
    const one = await started()
    await deliver(one, await result(one, { sessionUrl }))
    const { id } = await pickUp(await new Visitor().visit(await arrival(one)))
    await calls(`/${id}`)
  }

  it('is told at the start and at the end, at its own address alone (T18, T27)', async () => {
    const elsewhere = plugins.at.portal.replace('localhost', '127.0.0.1')
    await talk(`${elsewhere}/session/other`)
    await talk(`${plugins.at.portal}/session/x?y=z`)
    while (told.length < 2) await once(portal, 'told')
    assert.deepEqual(told.sort(), [
      'POST /session/x?y=z&type=logout',
      'POST /session/x?y=z&type=user_active',
    ])
  })
})

describe('the exchange itself', () => {
  it('shows who it is', async () => {
    assert.equal((await calls('', { code: '123456789' }, 'wrong')).status, 401)
    assert.equal((await calls('/x', undefined, 'wrong')).status, 401)
  })

  it('uses a code once', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const page = await new Visitor().visit(await arrival(one))
    await pickUp(page)
    const [, code] = /,,(\d{9})#/.exec(page.text)!
    assert.equal((await calls('', { code: code! })).status, 404)
  })

  it('gets no answers any more when it tries many (T19)', async () => {
    const one = await started()
    await deliver(one, await result(one))
    const page = await new Visitor().visit(await arrival(one))
    const [, code] = /,,(\d{9})#/.exec(page.text)!
    let status = 404
    for (let tries = 0; tries < 30 && status === 404; tries++)
      ({ status } = await calls('', { code: '1' }))
    assert.equal((await calls('', { code: code! })).status, 429)
  })
})
