import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { core, serverUrl } from '../testing/plugin.ts'
import { people } from './testing/login-page.ts'
import { choose, comeBack, logIn, stage, toLoginPage, type Stage } from './testing/stage.ts'

const classes = 'urn:oasis:names:tc:SAML:2.0:ac:classes:'
const words = {
  basis: `${classes}PasswordProtectedTransport`,
  midden: `${classes}MobileTwoFactorContract`,
  substantieel: `${classes}Smartcard`,
  hoog: `${classes}SmartcardPKI`,
} as const

let setting: Stage
before(async () => {
  setting = await stage()
})
after(() => setting[Symbol.asyncDispose]())
afterEach(() => {
  setting.idp.faults = {}
})

describe('logging in', () => {
  it('gives the BSN, the level and the time, to the browser that began', async () => {
    const { claims, error, reason } = await logIn(setting)
    assert.equal(reason, undefined)
    assert.equal(error, null)
    assert.equal(claims.status, 'success')
    assert.deepEqual(claims.attributes, { bsn: people.one })
    assert.equal(claims.acr, 'low')
    assert.ok(Math.abs(claims.authenticatedAt! - Date.now() / 1000) < 5)
    assert.equal(claims.sessionUrl, undefined)
  })

  it('keeps the attempt small enough for a cookie', async () => {
    const { browser, plugin } = setting
    const begun = await browser.visit(await plugin.clientUrl({ attributes: ['bsn'] }))
    assert.ok(begun.headers.get('set-cookie')!.length < 1500)
  })

  it('puts who it is in no address', async () => {
    const from = setting.browser.visited.length
    await logIn(setting)
    for (const url of setting.browser.visited.slice(from)) assert.ok(!url.includes(people.one))
  })

  it('asks at the provider as another one of its kind does (RSA-SHA256, state, callback)', async () => {
    const { browser, plugin, idp } = setting
    const begun = await browser.visit(await plugin.clientUrl({ attributes: ['bsn'] }))
    const url = new URL(begun.headers.get('location')!)
    assert.equal(url.origin + url.pathname, idp.loginUrl)
    assert.match(url.searchParams.get('SigAlg')!, /#rsa-sha256$/)
    assert.match(url.searchParams.get('RelayState')!, /^[\w-]{43}$/)
    // The provider looks at the signature: with a letter changed it takes nothing.
    url.searchParams.set('RelayState', 'other')
    assert.equal((await browser.visit(url.href)).status, 400)
  })

  it('by a form, which a script sends off (HTTP-POST)', async () => {
    await using posting = await stage({ binding: 'post', name: 'DigiD' })
    const { browser, plugin, idp } = posting
    const begun = await browser.visit(await plugin.clientUrl({ attributes: ['bsn'] }))
    const location = begun.headers.get('location')!
    assert.match(location, /^https:\/\/auth\.example\/m\/go\?RelayState=[\w-]{43}$/)
    const page = await browser.visit(location)
    const text = await page.text()
    assert.match(text, /<h1>Naar DigiD<\/h1>/)
    assert.match(text, /<button class="primary">Ga naar DigiD<\/button>/)
    const policy = page.headers.get('content-security-policy')!
    assert.match(policy, /form-action 'self' https:/)
    assert.ok(!policy.includes('unsafe'))
    const [, src] = /<script type="module" src="([^"]+)"/.exec(text)!
    const script = await browser.visit(src!)
    assert.equal(await script.text(), 'document.forms[0].requestSubmit()\n')
    const [, action] = /<form method="post" action="([^"]+)"/.exec(text)!
    assert.equal(action, idp.loginUrl)
    const fields = [...text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!] as const,
    )
    const shown = await browser.visit(action!, Object.fromEntries(fields))
    const callback = await choose(posting, await shown.text())
    assert.equal((await comeBack(posting, callback)).claims.status, 'success')
    // Not for another browser.
    assert.equal((await plugin.handle(new Request(location))).status, 403)
  })
})

describe('levels', () => {
  for (const [acr, word] of [
    [undefined, words.midden],
    ['low', words.midden],
    ['substantial', words.substantieel],
    ['high', words.hoog],
    [words.basis, words.midden],
    [words.hoog, words.hoog],
    ['urn:other', 'urn:other'],
  ] as const)
    it(`asks for ${word.split(':').at(-1)} when ${acr} is needed`, async () => {
      const page = await toLoginPage(setting, acr === undefined ? {} : { acr })
      assert.match(page, new RegExp(`name="word" value="${word}"`))
    })

  it('asks for no less than the connection has', async () => {
    await using high = await stage({ level: 'substantieel' })
    assert.match(await toLoginPage(high, { acr: 'low' }), /classes:Smartcard"/)
    assert.match(await toLoginPage(high, { acr: 'high' }), /classes:SmartcardPKI"/)
  })

  for (const [acr, given, expected] of [
    ['low', words.basis, 'too_low'],
    ['low', words.hoog, 'high'],
    ['substantial', words.midden, 'too_low'],
    ['substantial', words.substantieel, 'substantial'],
    ['substantial', words.hoog, 'high'],
    ['high', words.substantieel, 'too_low'],
    ['high', 'urn:made-up', 'too_low'],
    ['urn:other', words.hoog, 'too_low'],
  ] as const)
    it(`${given.split(':').at(-1)} where ${acr} is needed is ${expected}`, async () => {
      setting.idp.faults = { values: { word: given } }
      const { claims, error } = await logIn(setting, undefined, { acr })
      assert.equal(claims.status, expected === 'too_low' ? 'failed' : 'success')
      assert.equal(error, expected === 'too_low' ? 'too_low' : null)
      if (claims.status === 'success') assert.equal(claims.acr, expected)
    })
})

describe('what the provider says instead', () => {
  for (const [status, error, reason] of [
    ['AuthnFailed', 'cancelled', undefined],
    ['RequestDenied', 'cancelled', undefined],
    ['NoAuthnContext', 'too_low', undefined],
    ['RequestUnsupported', 'failed', 'provider_error'],
    ['Whatever', 'failed', 'provider_error'],
  ] as const)
    it(`${status} is ${error}`, async () => {
      const ended = await logIn(setting, { status })
      assert.equal(ended.claims.status, 'failed')
      assert.equal(ended.error, error)
      assert.equal(ended.reason, reason)
    })

  it('which counts only when it was signed', async () => {
    setting.idp.faults = { unsignedEnvelope: true }
    assert.equal((await logIn(setting, { status: 'AuthnFailed' })).error, 'failed')
  })
})

describe('a provider that is out of order', () => {
  it('is one that answers with an error', async () => {
    setting.idp.faults = { status: 500 }
    const { error, reason } = await logIn(setting)
    assert.equal(error, 'unavailable')
    assert.equal(reason, 'bad_answer')
  })

  it('is one that sends us on', async () => {
    setting.idp.faults = { status: 302 }
    assert.equal((await logIn(setting)).error, 'unavailable')
  })

  it('is one that answers with more than makes sense', async () => {
    setting.idp.faults = { answer: (xml) => xml + ' '.repeat(300_000) }
    const { error, reason } = await logIn(setting)
    assert.equal(error, 'unavailable')
    assert.equal(reason, 'bad_answer')
  })

  it('is one that is slow', async () => {
    await using hasty = await stage({ timeout: 300 })
    hasty.idp.faults = { silent: true }
    const { error, reason } = await logIn(hasty)
    assert.equal(error, 'unavailable')
    assert.equal(reason, 'timeout')
  })

  it('is one that is down', async () => {
    const gone = await stage()
    const callback = await choose(gone, await toLoginPage(gone))
    await gone[Symbol.asyncDispose]()
    const { error, reason } = await comeBack(gone, callback)
    assert.equal(error, 'unavailable')
    assert.equal(reason, 'unreachable')
  })

  it('is one whose server shows a certificate that nobody vouches for', async () => {
    await using alone = await stage({ tls: {} })
    const { error, reason } = await logIn(alone)
    assert.equal(error, 'unavailable')
    assert.equal(reason, 'unreachable')
    assert.equal(alone.idp.calls, 0)
  })

  it('is one to which we show a certificate that it does not know', async () => {
    const { createAuthority } = await import('./testing/certificates.ts')
    const other = await (await createAuthority('Other')).issue('other', { elliptic: true })
    const authorities = setting.authority.certificate
    await using stranger = await stage({ tls: { ...other, authorities } })
    assert.equal((await logIn(stranger)).error, 'unavailable')
    assert.equal(stranger.idp.calls, 0)
  })
})

describe('certificates', () => {
  it('of the provider may change to another that its metadata names', async () => {
    const next = await setting.authority.issue('idp.example')
    const announced = [setting.idp.signing.certificate, next.certificate]
    await using changing = await stage({}, { announced })
    assert.equal((await logIn(changing)).claims.status, 'success')
    changing.idp.faults = { signing: next }
    assert.equal((await logIn(changing)).claims.status, 'success')
  })

  const day = 24 * 60 * 60 * 1000
  const over = { notBefore: new Date(Date.now() - 10 * day), notAfter: new Date(Date.now() - day) }

  it('that are expired keep anybody from logging in for nothing', async () => {
    const expired = await setting.authority.issue('expired', over)
    const tls = { authorities: setting.authority.certificate }
    await using theirs = await stage({}, { signing: expired })
    await using ours = await stage({ ...expired, tls })
    for (const { browser, plugin } of [theirs, ours]) {
      const begun = await browser.visit(await plugin.clientUrl({ attributes: ['bsn'] }))
      const target = new URL(begun.headers.get('location')!)
      assert.equal(target.origin, core)
      assert.equal(target.searchParams.get('error'), 'unavailable')
      const ended = plugin.log.find(({ event }) => event === 'authentication_finished')!
      assert.equal(ended.reason, 'certificate_expired')
    }
  })

  it('of the provider do not count any more once they are expired', async () => {
    const soon = 5 * 60_000
    const signing = await setting.authority.issue('idp.example', {
      notAfter: new Date(Date.now() + soon),
    })
    let later = 0
    const now = (): Date => new Date(Date.now() + later)
    await using late = await stage({ now }, { signing })
    const callback = await choose(late, await toLoginPage(late))
    later = soon + 1000
    const notOnOrAfter = new Date(Date.now() + 2 * soon).toISOString()
    late.idp.faults = { values: { notOnOrAfter, subjectNotOnOrAfter: notOnOrAfter } }
    const { error, reason } = await comeBack(late, callback)
    assert.equal(error, 'failed')
    assert.equal(reason, 'certificate_expired')
  })

  it('of the provider that are expired do not count beside one that does', async () => {
    const signing = await setting.authority.issue('idp.example', over)
    const announced = [signing.certificate, setting.idp.signing.certificate]
    await using both = await stage({}, { signing, announced })
    assert.equal((await logIn(both)).reason, 'signature_invalid')
  })

  it('of ours that follow stand in the metadata already', async () => {
    const next = await setting.authority.issue('gemeente.example')
    const { certificate } = setting.options
    await using changing = await stage({ nextCertificates: [next.certificate] })
    const before = await metadataOf(changing)
    assert.equal(before.match(/<md:KeyDescriptor use="signing">/g)?.length, 2)
    // After the change: the provider still has the metadata of before.
    const tls = { authorities: changing.authority.certificate }
    await using changed = await stage({ ...next, nextCertificates: [certificate], tls })
    changed.idp.know(before)
    assert.equal((await logIn(changed)).claims.status, 'success')
  })
})

describe('metadata', () => {
  const bare = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '')

  it('says where artifacts are brought, and is signed', async () => {
    const text = await metadataOf(setting)
    assert.match(
      text,
      /<md:AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="https:\/\/auth\.example\/callback"\/>/,
    )
    assert.ok(text.includes(`entityID="${serverUrl}/m/metadata"`))
    assert.ok(text.includes(bare(setting.options.certificate)))
    assert.ok(!text.includes('PRIVATE'))
    assert.match(text, /<ds:SignatureValue>|<SignatureValue>/)
    assert.equal(text, await metadataOf(setting))
  })
})

async function metadataOf({ plugin }: Stage): Promise<string> {
  const answer = await plugin.handle(new Request(`${serverUrl}/m/metadata`))
  assert.equal(answer.headers.get('content-type'), 'application/samlmetadata+xml')
  return answer.text()
}
