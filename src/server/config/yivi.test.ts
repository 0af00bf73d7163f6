/** Yivi, from one file. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { methodUnderTest, type MethodUnderTest } from './testing/method.ts'

const pem = (modulusLength: number): string =>
  generateKeyPairSync('rsa', { modulusLength })
    .publicKey.export({ type: 'spki', format: 'pem' })
    .toString()
let yivi: MethodUnderTest
before(async () => {
  yivi = await methodUnderTest('yivi', 'yivi')
  yivi.folder.write('irma.pem', pem(2048))
  yivi.folder.write('short.pem', pem(1024))
  yivi.folder.write('irma.token', 'the-token-of-the-plugin')
})
after(() => yivi[Symbol.asyncDispose]())

const server = 'server = "https://irma.juinen.example"\n'
const token = 'token = { file = "irma.token" }\n'
const key = 'public_key = { file = "irma.pem" }\n'
const attributes =
  'attributes = { email = ["pbdf.sidn-pbdf.email.email"], name = ["pbdf.gemeente.personalData.fullname", "pbdf.pbdf.passport.firstName pbdf.pbdf.passport.lastName"] }\n'
const whole = server + token + key + attributes

describe('type = "yivi"', () => {
  test('proves what it has alternatives for', async () => {
    const { attributes, method } = yivi.part(whole)
    assert.deepEqual(attributes, ['email', 'name'])
    assert.ok(await method({ fetch }))
  })

  test('begins its session with the token, at the server, and nowhere else', async () => {
    const calls: string[] = []
    const send = (async (url: string, init: RequestInit) => {
      calls.push(`${init.method} ${url} ${new Headers(init.headers).get('authorization')}`)
      return Response.json({
        token: 'KzxuWKwL5KGLKr4uerws',
        sessionPtr: { u: 'https://irma.juinen.example/irma/session/x', irmaqr: 'disclosing' },
      })
    }) as typeof fetch
    const method = await yivi.part(`${whole}level = "substantial"`).method({ fetch: send })
    const { url } = await method.begin({
      callbackUrl: 'http://127.0.0.1:8087/callback',
      routesUrl: 'http://127.0.0.1:8087/m',
      attributes: ['email'],
      lang: 'nl',
    })
    assert.match(url, /^http:\/\/127\.0\.0\.1:8087\/m\/wait\?state=/)
    assert.deepEqual(calls, ['POST https://irma.juinen.example/session the-token-of-the-plugin'])
  })

  test('takes its token from the environment as well', async () => {
    const env = { ID_CONTACT_AUTH_YIVI_TOKEN: 'another' }
    assert.ok(await yivi.part(server + key + attributes, env).method({ fetch }))
  })

  for (const [settings, wrong] of [
    [token + key + attributes, 'server'],
    [`server = "irma"\n${token}${key}${attributes}`, 'server'],
    [server + key + attributes, 'token'],
    [`${server}token = { file = "gone" }\n${key}${attributes}`, 'token'],
    [server + token + attributes, 'public_key'],
    [server + token + key, 'attributes'],
    [`${server}${token}${key}attributes = { email = "pbdf.x.y.z" }`, 'attributes.email'],
    [`${whole}level = "eidas-high"`, 'level'],
    [`${whole}issuer = ""`, 'issuer'],
    [`${whole}code_lifetime = "long"`, 'code_lifetime'],
    [`${whole}code_lifetime = 9`, 'code_lifetime'],
    [`${whole}code_lifetime = 601`, 'code_lifetime'],
    [`${whole}pairing = true`, 'pairing'],
  ] as const)
    test(`a wrong ${wrong} is named: ${JSON.stringify(settings.slice(-40))}`, () =>
      assert.deepEqual(yivi.problemsOf(settings), [wrong]))

  for (const [settings, wrong] of [
    [whole.replace('irma.pem', 'short.pem'), 'public_key'],
    [whole.replace('irma.pem', 'irma.token'), 'public_key'],
    [whole.replace('pbdf.sidn-pbdf.email.email', 'email'), 'attributes.email'],
    [
      `${whole.replace('pbdf.pbdf.passport.lastName', 'pbdf.pbdf.idcard.lastName')}`,
      'attributes.name',
    ],
  ] as const)
    test(`what only shows when it is made is named: ${wrong}`, () =>
      assert.rejects(yivi.part(settings).method({ fetch }), { key: wrong }))

  test('production refuses a server in plain http', () => {
    const plain = whole.replace('https://irma', 'http://irma')
    const problems = yivi.problemsOf(plain, 'production = true\n')
    assert.ok(problems.includes('server'), String(problems))
  })
})
