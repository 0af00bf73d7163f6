import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { listen, type Listening } from '../host.ts'
import { createAsk } from './ask.ts'
import { createBrowser } from './browser.ts'
import { logIn, type Visit, type WayIn } from './login.ts'
import { Unmet } from './requirement.ts'

const html = (body: string): Response =>
  new Response(`<!doctype html><title>x</title>${body}`, {
    headers: { 'content-type': 'text/html', 'set-cookie': 'session=1; Path=/' },
  })

const form = `
  <form action="/search"><input name="q"></form>
  <form action="/enter" method="POST">
    <input type="hidden" name="csrf" value="t&amp;1">
    <input name="name" value="nobody"><input name="off" value="1" disabled>
    <input type="radio" name="level" value="low"><input type="radio" name="level" value="high" checked>
    <input type="checkbox" name="stay"><textarea name="note">none</textarea>
    <select name="lang"><option value="nl">Nl</option><option value="en" selected>En</option></select>
    <button name="do" value="enter">Enter</button><input type="submit" name="do" value="stop">
  </form>`

let server: Listening
let origin: string
let sent: Record<string, string> = {}
let arrive = (): void => {}

before(async () => {
  server = await listen(
    async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      switch (`${request.method} ${pathname}`) {
        case 'GET /start':
          return html('<p><a href="other">Else</a> <a href="/form">Log in with a name</a></p>')
        case 'GET /form':
          return html(form)
        case 'GET /search':
          return html(`<a href="/back?q=${searchParams.get('q')}">on</a>`)
        case 'POST /enter':
          sent = Object.fromEntries(new URLSearchParams(await request.text()))
          sent.cookie = request.headers.get('cookie') ?? ''
          return new Response(null, { status: 303, headers: { location: '/back?done=1' } })
        case 'GET /back':
          arrive()
          return new Response('here')
        default:
          return new Response(null, { status: 404 })
      }
    },
    { port: 0 },
  )
  origin = `http://127.0.0.1:${server.port}`
})
after(() => server.stop(0))

const folder = mkdtempSync(join(tmpdir(), 'id-contact-login-'))
after(() => rmSync(folder, { recursive: true }))

function go(way: WayIn, changes: Partial<Visit> = {}): Promise<void> {
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  return logIn(way, {
    url: `${origin}/start`,
    browser: createBrowser(createAsk(5000)),
    signal: AbortSignal.timeout(20_000),
    arrived,
    write: () => {},
    wish: 'Log in',
    path: (name) => join(folder, name),
    ...changes,
  })
}

describe('a log-in by steps', () => {
  it('follows a link, and sends a form as it stands with what is filled in', async () => {
    const fields = { name: 'somebody', do: 'enter' }
    await go([{ link: 'Log in' }, { form: 2, fields }])
    const wanted = { csrf: 't&1', level: 'high', note: 'none', lang: 'en', cookie: 'session=1' }
    assert.deepEqual(sent, { ...wanted, ...fields })
  })

  it('sends a form without a method in the address', async () => {
    await go([{ link: 'Log in' }, { form: 1, fields: { q: 'a' } }, { link: 'on' }])
  })

  it('says which page is not as the steps expect', async () => {
    for (const [steps, words] of [
      [[{ link: 'Nowhere' }], /a page with that link, but 200 at http.*\/start came/],
      [[{ form: 1, fields: {} }], /a page with that form/],
      [[{ link: 'Else' }, { link: 'x' }], /that link, but 404 at/],
    ] as const)
      await assert.rejects(
        go([...steps]),
        (error) => error instanceof Unmet && words.test(error.message),
      )
  })
})

describe('a log-in by somebody else', () => {
  it('is told to a person at the screen, and waited for', async () => {
    let told = ''
    await go('interactive', {
      write(text) {
        told += text
        void fetch(`${origin}/back`)
      },
    })
    assert.match(told, new RegExp(`Log in in a browser.*${origin}/start`, 's'))
  })

  it('is made by a module', async () => {
    const source = `export default async (url) => { await fetch(new URL('/back', url)) }`
    writeFileSync(join(folder, 'log-in.mjs'), source)
    await go({ module: 'log-in.mjs' })
  })

  it('is given up in time', async () => {
    await assert.rejects(go('interactive', { signal: AbortSignal.timeout(1) }), /none in time/)
  })
})
