/**
 * "Mijn Juinen", the portal of an imaginary municipality, with the two addresses that it adds for contact. Everything else of it is a
 * log-in page with people who do not exist; in a real portal that is DigiD.
 *
 * `PORT` (default 8086), `PLUGIN` (the plugin's address, default `http://localhost:8082`), `PASSWORD_FILE`.
 */
import { readFileSync } from 'node:fs'
import { timingSafeEqual } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { randomId, sha256 } from 'id-contact/auth'
import { listen } from 'id-contact/server'
import { residents, type Person } from '../../demo-provider/people.ts'

const { PORT = '8086', PLUGIN = 'http://localhost:8082', PASSWORD_FILE = '' } = process.env
const password = readFileSync(PASSWORD_FILE, 'utf8').trim()

interface Session {
  person: Person
  since: string
}
const sessions = new Map<string, Session>()
const cookie = '__Host-mijn-juinen'

// #region contact
/** What somebody agreed to share: for a minute, and for one request. */
const shared = new Map<string, Session & { challenge: string }>()

const mijn = new Hono()

/** The resident's browser, sent by the plugin. They see who asks for what, in the portal that they know. */
mijn.get('/contact', (c) => {
  const session = sessions.get(getCookie(c, cookie) ?? '')
  // Never to an address that came in: only to the one that was agreed on.
  if (c.req.query('callback') !== `${PLUGIN}/callback`) return c.text('Unknown callback', 400)
  if (!session) return logIn(c)
  return page(
    c,
    html`<h1>Wilt u dit delen met gemeente Juinen?</h1>
      <p>${(c.req.query('attributes') ?? '').replaceAll('_', ' ')}</p>
      <form method="post">
        <button name="do" value="share">Delen</button
        ><button name="do" value="stop">Stoppen</button>
      </form>`,
  )
})

/** Their answer: back to the plugin, with a code or without. The cookie is `Lax`, so no other site can press the button for them. */
mijn.post('/contact', async (c) => {
  const session = sessions.get(getCookie(c, cookie) ?? '')
  const { callback, state = '', challenge = '' } = c.req.query()
  if (!session || callback !== `${PLUGIN}/callback`) return c.text('Start again', 403)
  const back = new URL(callback)
  back.searchParams.set('state', state)
  if ((await c.req.parseBody()).do === 'share') {
    const code = randomId()
    shared.set(code, { ...session, challenge })
    setTimeout(() => shared.delete(code), 60_000).unref()
    back.searchParams.set('code', code)
  }
  return c.redirect(back.href, 303)
})

/** The plugin itself: who is it? */
mijn.post('/contact/person', async (c) => {
  if (!isPlugin(c.req.header('authorization'))) return c.text('Who are you?', 401)
  const { code, verifier } = await c.req.json<Record<string, string>>()
  const found = shared.get(code!)
  // Whatever comes of it, the code has been used.
  shared.delete(code!)
  if (!found || found.challenge !== (await sha256(verifier!))) return c.text('Unknown code', 404)
  const { name, birthdate, address } = found.person.claims
  return c.json({
    name,
    date_of_birth: birthdate,
    address: address?.formatted,
    level: 'substantial',
    since: found.since,
  })
})

function isPlugin(authorization = ''): boolean {
  const [given, wanted] = [authorization, `Bearer ${password}`].map((text) => Buffer.from(text))
  return given!.length === wanted!.length && timingSafeEqual(given!, wanted!)
}
// #endregion

/** In place of DigiD: choose who you are, and go on to where you were going. */
function logIn(c: Context): Response | Promise<Response> {
  const choices = residents.map(
    ({ id, claims }) => html`<p><button name="person" value="${id}">${claims.name}</button></p>`,
  )
  const next = new URL(c.req.url)
  return page(
    c,
    html`<h1>Inloggen bij Mijn Juinen</h1>
      <p>Dit is een voorbeeld. Deze personen bestaan niet.</p>
      <form method="post" action="/log-in${next.search}">${choices}</form>`,
  )
}

mijn.get('/', logIn)

mijn.post('/log-in', async (c) => {
  const { person: id } = await c.req.parseBody()
  const person = residents.find((one) => one.id === id)
  if (!person) return c.text('Nobody', 400)
  const key = randomId(32)
  sessions.set(key, { person, since: new Date().toISOString() })
  setCookie(c, cookie, key, { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  return c.redirect(`/contact${new URL(c.req.url).search}`, 303)
})

function page(c: Context, body: ReturnType<typeof html>): Response | Promise<Response> {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  return c.html(
    html`<!doctype html>
      <html lang="nl">
        <meta name="viewport" content="width=device-width" />
        <title>Mijn Juinen</title>
        ${body}
      </html>`,
  )
}

await listen(async (request) => mijn.fetch(request), { host: 'localhost', port: Number(PORT) })
console.log(`Mijn Juinen: http://localhost:${PORT}`)
