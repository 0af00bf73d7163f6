/** The authentication plugin in Python, between our core, our communication plugin and our desk. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { importKeySet } from '../../src/protocol/keys.ts'
import { openResult } from '../../src/protocol/result.ts'
import { zoe } from '../people.ts'
import { keysIn } from '../broken/fault.ts'
import { preparePlugins, type Plugins } from '../plugins.ts'
import { Visitor, type Arrived } from '../visitor.ts'

const address = zoe.claims.address!.formatted
let plugins: Plugins
before(async () => {
  plugins = await preparePlugins()
  await plugins.serve('core')
  await plugins.serve('comm', 'desk')
  await plugins.python('http-auth/letter')
})
after(() => plugins.stop())

/** From the municipal page to where the code is asked. */
async function asked(visitor: Visitor): Promise<Arrived> {
  const choice = { purpose: 'ask_permit', auth_method: 'letter', comm_method: 'phone' }
  const question = await visitor.visit(await plugins.start(choice))
  assert.match(question.text, /De code uit uw brief/)
  return question
}
const newCode = (): Promise<string> => plugins.letter(zoe.claims.name, address)
const phoneCodeOn = ({ text }: Arrived): string | undefined => /,,(\d{9})#/.exec(text)?.[1]

describe('the authentication plugin in Python: the code of a letter', () => {
  it('brings a resident to a number and a code, and their details to the agent', async () => {
    const visitor = new Visitor()
    const page = await visitor.press(await asked(visitor), { code: await newCode() })
    const code = phoneCodeOn(page)
    assert.ok(code, page.text)
    const desk = await plugins.agent()
    const conversation = await desk.acceptCode(code)
    const { status, authMethod, level } = conversation.identity
    assert.deepEqual([status, authMethod, level], ['proven', 'letter', 'low'])
    assert.deepEqual(
      Object.fromEntries(conversation.attributes.map(({ tag, value }) => [tag, value])),
      { name: zoe.claims.name, address },
    )
    await conversation.end()
    desk.close()
    assert.match((await visitor.visit(page.url)).text, /Het gesprek is klaar/)
    for (const url of visitor.visited)
      assert.ok(!decodeURIComponent(url).includes(zoe.claims.name), url)
    assert.ok(!plugins.output().includes(zoe.claims.name))
  })

  it('takes a code as people type it, and once', async () => {
    const code = await newCode()
    const visitor = new Visitor()
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    assert.ok(phoneCodeOn(await visitor.press(await asked(visitor), { code: typed })))
    const again = new Visitor()
    const page = await again.press(await asked(again), { code })
    assert.match(page.text, /deze code klopt niet/)
  })

  it('asks again for a wrong code, five times', async () => {
    const visitor = new Visitor()
    let page = await asked(visitor)
    for (let tries = 1; tries < 5; tries++) {
      page = await visitor.press(page, { code: 'AAAA-AAAA-AAAA' })
      assert.equal(page.status, 422)
      assert.match(page.text, /deze code klopt niet/)
    }
    page = await visitor.press(page, { code: 'AAAA-AAAA-AAAA' })
    assert.match(page.text, /Inloggen is niet gelukt/)
  })

  it('takes a resident back who stops', async () => {
    const visitor = new Visitor()
    const page = await visitor.press(await asked(visitor), { stop: 'yes' })
    assert.match(page.text, /Er is niets gedeeld/)
  })

  it('says that a letter is not enough where more is asked', async () => {
    const visitor = new Visitor()
    const start = await plugins.start({ auth_method: 'letter', comm_method: 'phone' })
    const page = await visitor.visit(start)
    assert.match(page.text, /Met deze brief kan dit niet/)
    const code = await newCode()
    assert.equal((await visitor.press(page, { code })).status, 403)
    const back = await visitor.press(page, { stop: 'yes' })
    assert.match(back.text, /Hiervoor is meer zekerheid nodig/)
  })

  it('is of no use to whoever forwards a link (T1)', async () => {
    const link = (await asked(new Visitor())).url
    const victim = new Visitor()
    const end = await victim.press(await victim.visit(link), { code: await newCode() })
    assert.equal(end.status, 403)
    assert.match(end.text, /Begin opnieuw op dit apparaat/)
  })

  it('answers nobody who has not begun in this browser', async () => {
    const visitor = new Visitor()
    const question = await asked(visitor)
    const other = await new Visitor().press(question, { code: await newCode() })
    assert.equal(other.status, 403)
  })
})

/** As a core asks. */
const ask = (changes: object = {}): Promise<Response> =>
  post(JSON.stringify({ ...good(), ...changes }))
const post = (body: string): Promise<Response> =>
  fetch(`${plugins.at.letter}/start_authentication`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
const good = () => ({
  attributes: ['name', 'address'],
  continuation: `${plugins.at.core}/return/x?kept=1`,
  attr_url: `${plugins.at.phone}/result/x`,
  binding: 'b'.repeat(22),
  audience: plugins.at.phone,
  purpose: 'ask_permit',
  auth_method: 'letter',
})
async function begun(visitor: Visitor, changes: object): Promise<Arrived> {
  const { client_url } = (await (await ask(changes)).json()) as { client_url: string }
  return visitor.visit(client_url)
}

describe('the plugin in Python', () => {
  it('takes a start as it should be', async () => assert.equal((await ask()).status, 200))

  const refused: [what: string, changes: (at: Plugins['at']) => object][] = [
    ['no attribute', () => ({ attributes: [] })],
    ['an attribute that it cannot prove', () => ({ attributes: ['name', 'bsn'] })],
    ['attributes that are no list', () => ({ attributes: 'name' })],
    ['no continuation', () => ({ continuation: undefined })],
    ['a continuation of somebody else (T5)', () => ({ continuation: 'https://evil.example/' })],
    ['a continuation that begins like the core', ({ core }) => ({ continuation: `${core}0/x` })],
    ['the core as user name', ({ core }) => ({ continuation: `${core}@evil.example/` })],
    ['a continuation with a line break', ({ core }) => ({ continuation: `${core}/a\r\nx: y` })],
    ['an attr_url of somebody else (T18)', () => ({ attr_url: 'http://169.254.169.254/x' })],
    ['the attr_url of another recipient', ({ exchange }) => ({ attr_url: `${exchange}/result/x` })],
    ['a recipient without keys', () => ({ audience: 'https://evil.example' })],
    ['a binding for nobody', () => ({ audience: undefined })],
    ['a binding that is no text', () => ({ binding: ['b'] })],
  ]
  for (const [what, changes] of refused)
    it(`refuses ${what}`, async () => {
      assert.equal((await ask(changes(plugins.at))).status, 400)
    })

  for (const body of ['{"attributes": [', '[]', '""'])
    it(`refuses ${body}`, async () => assert.equal((await post(body)).status, 400))

  it('says so when the result did not arrive, and the code works again', async () => {
    const code = await newCode()
    const visitor = new Visitor()
    // Of no conversation: the communication plugin answers 404.
    const question = await begun(visitor, {})
    const back = new URL(await visitor.pressAndStay(question, { code }))
    assert.equal(back.searchParams.get('error'), 'unavailable')
    assert.equal(back.searchParams.get('kept'), '1')
    const again = new Visitor()
    assert.ok(phoneCodeOn(await again.press(await asked(again), { code })))
  })

  it('gives a published core a result of the published form, through the browser', async () => {
    const visitor = new Visitor()
    const published = { binding: undefined, audience: undefined, attr_url: undefined }
    const question = await begun(visitor, published)
    const back = new URL(await visitor.pressAndStay(question, { code: await newCode() }))
    const keys = (name: string) => keysIn(plugins.folder, name)
    const { iat, exp, ...claims } = await openResult(back.searchParams.get('result')!, {
      decryptionKeys: await importKeySet(keys('phone/encryption.private'), 'decrypt'),
      verificationKeys: await importKeySet(keys('letter/signing.public'), 'verify'),
    })
    assert.equal(exp - iat, 300)
    assert.equal(claims.authenticatedAt, iat)
    const attributes = { name: zoe.claims.name, address }
    const { authenticatedAt: _, ...rest } = claims
    assert.deepEqual(rest, { status: 'success', attributes, acr: 'low' })
    assert.deepEqual([...back.searchParams.keys()], ['kept', 'result'])
  })
})
