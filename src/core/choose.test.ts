import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { get, post, setting } from './testing/core.ts'

const html = { accept: 'text/html', 'accept-language': 'en' }

describe('GET /choose', () => {
  it('asks the same questions without scripts, in the language of the reader (A23)', async () => {
    const { core } = await setting()
    const answer = await core(get('/choose?purpose=report_move', html))
    const text = await answer.text()
    assert.match(text, /<html lang="en"/)
    assert.match(text, /<legend>Show who you are<\/legend>/)
    assert.match(text, /value="digid"/)
    assert.doesNotMatch(
      text,
      /name="comm_method" value="call" required/,
      'one option is a sentence (A4)',
    )
    assert.match(text, /Name and email/)
    assert.match(text, /action="https:\/\/core\.example\/start"/)
    assert.match(answer.headers.get('content-security-policy')!, /form-action 'self' https:;/)
  })
  it('offers to go on without a log-in where that is allowed, in a form with nothing of a log-in', async () => {
    const purpose = {
      tag: 'waste',
      attributes: ['name'],
      allowedAuth: ['*'],
      allowedComm: ['call'],
    }
    const page = async (more: object): Promise<string> => {
      const { core } = await setting({}, { purposes: [{ ...purpose, ...more }] })
      return (await core(get('/choose?purpose=waste', html))).text()
    }
    assert.doesNotMatch(await page({}), /without logging in/)
    const [, form] = (await page({ allowUnauthenticated: true })).split('Would you rather not')
    assert.match(form!, /name="comm_method" value="call"/)
    assert.doesNotMatch(form!, /auth_method/)
    const two = await page({ allowUnauthenticated: true, allowedComm: ['*'] })
    assert.equal(two.match(/type="radio" name="comm_method"/g)!.length, 4, 'in both forms')
  })
  it('recommends the first of several in words, with nothing chosen, and says how long it takes', async () => {
    const page = async (more: object): Promise<string> => {
      const { core } = await setting(
        {},
        { authMethods: [method('digid'), method('irma')], ...more },
      )
      return (await core(get('/choose?purpose=report_move', html))).text()
    }
    const method = (tag: string) => ({
      ...{ tag, name: tag, duration: 120 },
      ...{ start: 'https://auth.example', origins: ['https://auth.example'] },
    })
    const text = await page({})
    assert.match(text, /digid<small>We recommend this\. Takes about 2 minutes\.<\/small>/)
    assert.match(text, /irma<small>Takes about 2 minutes\.<\/small>/)
    assert.doesNotMatch(text, /checked/)
    assert.doesNotMatch(await page({ recommends: false }), /recommend/)
    await assert.rejects(
      page({ authMethods: [{ ...method('digid'), duration: 0 }, method('irma')] }),
      {
        key: 'authMethods.digid.duration',
      },
    )
  })
  it('sets what a description says apart in Arabic alone', async () => {
    const authMethods = ['digid', 'irma'].map((tag) => ({
      ...{ tag, name: tag, description: { nl: 'Met de app.' } },
      ...{ start: 'https://auth.example', origins: ['https://auth.example'] },
    }))
    const { core } = await setting({}, { authMethods })
    const ask = async (language: string): Promise<string> =>
      (await core(get('/choose?purpose=report_move', { 'accept-language': language }))).text()
    assert.match(await ask('ar'), /irma<small>\u2068Met de app\.\u2069<\/small>/)
    assert.match(await ask('nl'), /irma<small>Met de app\.<\/small>/)
  })
  it('says it in the words of the municipality where it has its own, and as text', async () => {
    const texts = {
      core: { en: { choose: 'Talk to <b>Juinen</b>', setbackText: 'Nothing left this page.' } },
      pages: { en: { shares: 'You share:', notFound: 'Not at Juinen' } },
    }
    const { core } = await setting({}, { texts })
    const page = async (lang: string, path = `/choose?purpose=report_move&lang=${lang}`) =>
      (await core(get(path, html))).text()
    const en = await page('en')
    assert.match(en, /<h1>Talk to &lt;b&gt;Juinen&lt;\/b&gt;<\/h1>/)
    assert.match(en, /<dt>You share:<\/dt>/)
    assert.match(en, /<legend>Show who you are<\/legend>/, 'what is missing stays ours')
    assert.match(await page('nl'), /<h1>Veilig contact met de gemeente<\/h1>/)
    assert.match(await page('en', '/nowhere'), /<h1>Not at Juinen<\/h1>/)
  })
  it('says that it does not know a purpose', async () => {
    const { core } = await setting()
    assert.equal((await core(get('/choose?purpose=<script>', html))).status, 400)
    assert.equal((await core(get('/choose', html))).status, 400)
  })
  it('takes the form of a municipal page', async () => {
    const { core } = await setting()
    const form = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://elsewhere.example',
    }
    const answer = await core(post('/choose', 'purpose=report_move', form))
    assert.equal(answer.status, 200)
  })
  it('publishes the public half of its keys and nothing more', async () => {
    const { core } = await setting()
    const { keys } = (await (await core(get('/jwks.json'))).json()) as { keys: object[] }
    assert.deepEqual(Object.keys(keys[0]!).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    assert.equal((await core(get('/health'))).status, 200)
  })
})
