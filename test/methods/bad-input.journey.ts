/**
 * Everything that can go wrong with a log-in, each held to three things: the citizen reads a plain sentence and has a way on; the agent gets
 * nothing; and log and audit say what happened without a value of anybody. The providers are those of the unit tests, which can lie.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerResponse } from 'node:http'
import { after, before, beforeEach, describe, it } from 'node:test'
import {
  canary,
  clientId,
  clientSecret,
  startFakeProvider,
  type FakeProvider,
} from '../../src/auth/oidc/testing/fake-provider.ts'
import { createAuthority } from '../../src/auth/saml/testing/certificates.ts'
import {
  startIdentityProvider,
  type IdentityProvider,
} from '../../src/auth/saml/testing/identity-provider.ts'
import { chosen, people } from '../../src/auth/saml/testing/login-page.ts'
import { removeFolder, temporaryFolder } from '../system.ts'
import { Visitor, type Arrived } from '../visitor.ts'
import { startInstallation, type Installation } from './installation.ts'

let provider: FakeProvider
let digid: IdentityProvider
/** The certificate in its metadata is over. */
let expired: IdentityProvider
let system: Installation
let folder: string
const day = 24 * 60 * 60 * 1000
const now = (): number => Math.floor(Date.now() / 1000)
/** A time so many seconds from now, as SAML writes it. */
const at = (seconds: number): string => new Date((now() + seconds) * 1000).toISOString()
const values = ['Canary', 'code-', clientSecret, people.one]

before(async () => {
  folder = temporaryFolder()
  const authority = await createAuthority('Test authority')
  const [own, signing] = await Promise.all([authority.issue('juinen'), authority.issue('idp')])
  provider = await startFakeProvider()
  digid = await startIdentityProvider({ authority, signing })
  const over = {
    notBefore: new Date(now() * 1000 - 10 * day),
    notAfter: new Date(now() * 1000 - day),
  }
  expired = await startIdentityProvider({ authority, signing: await authority.issue('idp', over) })
  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return `{ file = "${join(folder, name)}" }`
  }
  const saml = ({ metadata }: IdentityProvider, name: string): string => `type = "saml"
metadata = ${write(name, metadata)}
private_key = ${write('key.pem', own.privateKey)}
certificate = ${write('certificate.pem', own.certificate)}
tls = { authorities = ${write('authorities.pem', authority.certificate)} }`
  system = await startInstallation({
    keeps: true,
    methods: [
      {
        tag: 'login',
        name: 'Inloggen bij Juinen',
        settings: `type = "oidc"
issuer = "${provider.issuer}"
client_id = "${clientId}"
client_secret = "${clientSecret}"
claims = { name = "name" }
acr = { "urn:bottom" = "low", "urn:middle" = "substantial" }`,
      },
      { tag: 'digid', name: 'DigiD', settings: saml(digid, 'digid.xml') },
      { tag: 'expired', name: 'DigiD', settings: saml(expired, 'expired.xml') },
    ],
    attributes: { name: 'Naam', bsn: 'Burgerservicenummer' },
    purposes: [
      { tag: 'report_move', attributes: ['name'], methods: ['login'], acr: 'substantial' },
      { tag: 'request_permit', attributes: ['bsn'], methods: ['digid'] },
      { tag: 'waste_question', attributes: ['bsn'], methods: ['expired'] },
    ],
  })
  const metadata = await fetch(`${system.methods.digid}/m/metadata`)
  digid.know(await metadata.text())
})
after(async () => {
  await system.stop()
  for (const one of [provider, digid, expired]) await one[Symbol.asyncDispose]()
  removeFolder(folder)
})
beforeEach(() => {
  Object.assign(provider, { instead: {}, metadata: {}, claims: {}, tokens: {}, wrongKey: false })
  provider.tokenRequests.length = 0
  digid.faults = {}
  system.log.length = 0
})

const methodOf = {
  report_move: 'login',
  request_permit: 'digid',
  waste_question: 'expired',
} as const

/** From the choice of the core to the address of the provider. */
async function leave(purpose: keyof typeof methodOf): Promise<{ visitor: Visitor; away: string }> {
  const visitor = new Visitor()
  const choice = await visitor.visit(`${system.core}/choose?purpose=${purpose}`)
  const auth_method = methodOf[purpose]
  const to = await visitor.pressAndStay(choice, { purpose, auth_method, comm_method: 'phone' })
  const isAway = ({ origin }: URL): boolean =>
    origin === provider.issuer || origin === new URL(digid.loginUrl).origin
  const { url } = await visitor.browser.follow(to, isAway)
  return { visitor, away: url }
}

/** Back from the provider of the one method, whose answer can be changed. */
async function comeBack(
  change: (callback: URLSearchParams) => void = () => {},
): Promise<{ page: Arrived; visitor: Visitor; back: string }> {
  const { visitor, away } = await leave('report_move')
  const callback = await provider.authorize(away)
  change(callback)
  const back = `${system.methods.login}/callback?${callback}`
  return { page: await visitor.visit(back), visitor, back }
}

/** A heading, a sentence, and where to go from here. */
function readsAndCanGoOn({ text, url }: Arrived, heading: string, sentence: RegExp, way: RegExp) {
  assert.match(text, new RegExp(`<h1>${heading}</h1>`), text)
  assert.match(text, sentence)
  assert.match(text, way)
  assert.doesNotMatch(text, /tel:[^"]*,|class="code"/)
  for (const value of values) assert.ok(!`${text} ${new URL(url).pathname}`.includes(value), value)
}

/** What the log says, and that no conversation came of it that an agent could get. */
function isLogged(outcome: string, reason?: RegExp): void {
  const [finished, ...more] = system.log.filter(({ event }) => event === 'authentication_finished')
  assert.deepEqual(more, [])
  assert.equal(finished?.outcome, outcome)
  if (reason) assert.match(finished.reason ?? '', reason)
  const events = system.log.map(({ event }) => event)
  assert.ok(events.includes('authentication_failed'), events.join())
  assert.ok(!events.includes('result_accepted'), events.join())
  for (const value of values) assert.ok(!system.output().includes(value), value)
}

const titles = {
  failed: 'Inloggen is niet gelukt',
  unavailable: 'Inloggen kan nu niet',
  too_low: 'Hiervoor is meer zekerheid nodig',
  cancelled: 'U bent gestopt met inloggen',
} as const
const again = /href="[^"]*\/choose\?purpose=/
const answers = (error: string) => (callback: URLSearchParams) => {
  callback.delete('code')
  callback.set('error', error)
  callback.set('error_description', canary)
}

describe('a provider of OpenID Connect', () => {
  for (const [what, outcome, arrange, reason] of [
    ['is down', 'unavailable', () => instead((res) => void res.destroy()), /unreachable/],
    [
      'is out of order',
      'unavailable',
      () => instead((res) => void res.writeHead(503).end()),
      /bad_answer/,
    ],
    ['is slow', 'unavailable', () => instead(() => {}), /timeout/],
    ['is another one than was asked', 'failed', (c) => c.set('iss', 'https://evil.example')],
    ['is another one in the token', 'failed', () => claim({ iss: 'https://evil.example' })],
    ['answers with another nonce', 'failed', () => claim({ nonce: 'other' })],
    ['has a clock that is 55 s ahead', undefined, () => claim({ nbf: now() + 55 })],
    ['has a clock that is 90 s ahead', 'failed', () => claim({ nbf: now() + 90 })],
    ['has a clock that is 55 s behind', undefined, () => claim({ exp: now() - 55 })],
    ['has a clock that is 90 s behind', 'failed', () => claim({ exp: now() - 90 })],
    ['signs with a key that is not known', 'failed', () => void (provider.wrongKey = true)],
    ['says that the resident stopped', 'cancelled', answers('access_denied')],
    ['leaves out what was asked for', 'failed', () => claim({ name: undefined })],
    ['vouches for too little', 'too_low', () => claim({ acr: 'urn:bottom' })],
  ] as [string, keyof typeof titles | undefined, (callback: URLSearchParams) => void, RegExp?][])
    it(`${what}: ${outcome ?? 'which is forgiven'}`, async () => {
      const { page } = await comeBack(arrange)
      if (!outcome) return assert.ok(system.log.some(({ event }) => event === 'result_accepted'))
      readsAndCanGoOn(page, titles[outcome], /Er is niets gedeeld\./, again)
      isLogged(outcome, reason)
    })

  it('answers with another state: the page is not of this attempt, which goes on', async () => {
    const { page, visitor, back } = await comeBack((callback) => {
      callback.set('state', 'A'.repeat(43))
    })
    readsAndCanGoOn(page, 'Begin opnieuw op dit apparaat', /Ga dan niet verder/, /Begin opnieuw/)
    assert.ok(!system.log.some(({ event }) => event === 'result_accepted'))
    assert.ok(visitor.visited.includes(back))
    assert.equal(provider.tokenRequests.length, 0)
  })

  it('has its answer brought a second time: nothing comes of it', async () => {
    const { visitor, back } = await comeBack()
    system.log.length = 0
    const page = await visitor.visit(back)
    readsAndCanGoOn(page, 'Begin opnieuw op dit apparaat', /Ga dan niet verder/, /Begin opnieuw/)
    assert.ok(!system.log.some(({ event }) => event === 'result_accepted'))
    for (const value of values) assert.ok(!system.output().includes(value), value)
  })
})

describe('a provider of SAML', () => {
  for (const [what, outcome, faults, reason] of [
    ['is out of order', 'unavailable', () => ({ status: 503 }), /bad_answer/],
    ['does not sign', 'failed', () => ({ unsignedAssertion: true }), /not_signed/],
    [
      'is another one than was asked',
      'failed',
      () => ({ values: { issuer: 'https://evil.example' } }),
      /wrong_issuer/,
    ],
    [
      'answers another request',
      'failed',
      () => ({ values: { subjectInResponseTo: '_other' } }),
      /another_attempt/,
    ],
    [
      'has a clock that is 90 s behind',
      'failed',
      () => ({ values: { subjectNotOnOrAfter: at(-90) } }),
      /expired/,
    ],
    [
      'has a clock that is 90 s ahead',
      'failed',
      () => ({ values: { notBefore: at(90) } }),
      /not_yet_valid/,
    ],
    [
      'names nobody who has a number',
      'failed',
      () => ({ values: { nameId: 's00000001:123' } }),
      /no_bsn/,
    ],
  ] as [string, keyof typeof titles, () => IdentityProvider['faults'], RegExp][])
    it(`${what}: ${outcome}`, async () => {
      const { visitor, away } = await leave('request_permit')
      digid.faults = faults()
      const login = await visitor.visit(away)
      const page = await visitor.press(login, chosen(login.text, { bsn: people.one }))
      readsAndCanGoOn(page, titles[outcome], /Er is niets gedeeld\./, again)
      isLogged(outcome, reason)
    })
})

describe('a provider of SAML whose certificate is expired', () => {
  it('is not gone to', async () => {
    const visitor = new Visitor()
    const purpose = 'waste_question'
    const choice = await visitor.visit(`${system.core}/choose?purpose=${purpose}`)
    const form = { purpose, auth_method: 'expired', comm_method: 'phone' }
    const page = await visitor.press(choice, form)
    readsAndCanGoOn(page, titles.unavailable, /Er is niets gedeeld\./, again)
    isLogged('unavailable', /certificate_expired/)
  })
})

describe('the audit of all that', () => {
  it('has a line for each, with the purpose and the method, and no value', async () => {
    const text = await system.audited()
    const failed = text.split('\n').filter((line) => line.includes('authentication_failed'))
    assert.ok(failed.length >= 20, text)
    for (const line of failed)
      assert.match(line, /(report_move +login|request_permit +digid|waste_question +expired)/)
    for (const value of values) assert.ok(!text.includes(value), value)
  })
})

function claim(changes: Record<string, unknown>): void {
  provider.claims = changes
}
function instead(answer: (res: ServerResponse) => void): void {
  provider.instead.token = answer
}
