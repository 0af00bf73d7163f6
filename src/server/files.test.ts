import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findBundles } from './bundles.ts'
import { type Folder, serveFile } from './files.ts'

const root = mkdtempSync(join(tmpdir(), 'files-'))
after(() => rmSync(root, { recursive: true }))
mkdirSync(join(root, 'cdn'))
writeFileSync(join(root, 'cdn/id-contact-button.js'), 'export {}')
writeFileSync(join(root, 'cdn/third-party-licenses.txt'), 'MIT')
writeFileSync(join(root, 'cdn/.hidden.js'), 'secret')
writeFileSync(join(root, 'cdn/phone.svg'), '<svg/>')
writeFileSync(join(root, 'secret.json'), '{}')

const sdk: Folder = {
  prefix: '/sdk/1.2.3/',
  folder: join(root, 'cdn'),
  kind: 'bundles',
  immutable: true,
}
const pictures: Folder = {
  prefix: '/static/',
  folder: join(root, 'cdn'),
  kind: 'pictures',
  immutable: false,
}
const get = (path: string, init?: RequestInit) =>
  serveFile(new Request(`https://core.example${path}`, init), [sdk, pictures])

describe('files', () => {
  test('a bundle may be kept for ever and used by any page', async () => {
    const response = (await get('/sdk/1.2.3/id-contact-button.js'))!
    assert.equal(response.status, 200)
    assert.equal(await response.text(), 'export {}')
    assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8')
    assert.equal(response.headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
  })

  test('HEAD tells the same without the body, and what did not change is not sent again', async () => {
    const head = (await get('/sdk/1.2.3/id-contact-button.js', { method: 'HEAD' }))!
    assert.equal(head.headers.get('content-length'), '9')
    assert.equal(await head.text(), '')
    const etag = head.headers.get('etag')!
    const again = (await get('/sdk/1.2.3/id-contact-button.js', {
      headers: { 'if-none-match': etag },
    }))!
    assert.equal(again.status, 304)
  })

  test('the licences of what is in the bundles can be read beside them', async () => {
    const response = (await get('/sdk/1.2.3/third-party-licenses.txt'))!
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8')
    assert.equal((await get('/static/third-party-licenses.txt'))!.status, 404)
  })

  test('a picture runs nothing when it is opened by itself', async () => {
    const response = (await get('/static/phone.svg'))!
    assert.equal(response.headers.get('content-type'), 'image/svg+xml')
    assert.match(response.headers.get('content-security-policy')!, /sandbox/)
    assert.equal(response.headers.get('cache-control'), 'no-cache')
  })

  for (const path of [
    '/sdk/1.2.3/none.js',
    '/sdk/1.2.3/',
    '/sdk/1.2.3/..%2fsecret.json',
    '/sdk/1.2.3/%2e%2e/%2e%2e/static/../sdk/1.2.3/..%5csecret.json',
    '/sdk/1.2.3/....//secret.json',
    '/sdk/1.2.3/.hidden.js',
    '/sdk/1.2.3/phone.svg',
    '/sdk/1.2.3/id-contact-button.js%00.js',
    '/sdk/1.2.3/a/id-contact-button.js',
    '/static/id-contact-button.js',
  ]) {
    test(`${path} is not there`, async () => {
      const response = await get(path)
      if (response) {
        assert.equal(response.status, 404)
        assert.equal(response.headers.get('cache-control'), 'no-store')
      }
    })
  }

  test('another path, or another version, is for somebody else', async () => {
    assert.equal(await get('/session_options'), undefined)
    assert.equal(await get('/sdk/9.9.9/id-contact-button.js'), undefined)
    assert.equal(await get('/sdk/1.2.3/../../session_options'), undefined)
  })

  test('nothing can be written', async () => {
    const response = (await get('/static/phone.svg', { method: 'DELETE' }))!
    assert.equal(response.status, 405)
    assert.equal(response.headers.get('allow'), 'GET, HEAD')
  })
})

describe('the bundles of a package', () => {
  test('are found from its sources, with version and hashes', () => {
    writeFileSync(join(root, 'package.json'), '{ "version": "1.2.3" }')
    assert.equal(findBundles(root).integrityOf('id-contact-button.js'), undefined)
    mkdirSync(join(root, 'dist/cdn'), { recursive: true })
    writeFileSync(join(root, 'dist/cdn/integrity.json'), '{ "id-contact-button.js": "sha384-x" }')
    const bundles = findBundles(root)
    assert.equal(bundles.version, '1.2.3')
    assert.equal(bundles.integrityOf('id-contact-button.js'), 'sha384-x')
    assert.match(findBundles().version, /^\d+\.\d+\.\d+/)
  })
})
