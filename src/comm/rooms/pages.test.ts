/** The pages of hosts. What guests read is held in choose.test.ts. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signedIn } from '../desk/session.ts'
import { surround } from './surroundings.ts'
import { get, postResult, proven, roomsUrl, setting, startGuest } from './testing/rooms.ts'
import type { Setting } from './testing/rooms.ts'

let state: Setting
let cookie: string
before(async () => {
  state = await setting({
    texts: { rooms: { en: { guests: 'Who is here' } } },
    attributes: {
      name: { label: { nl: 'Naam', en: 'Name' } },
      email: { label: 'E-mail', sensitive: true },
    },
  })
  const session = { subject: 'sanne', name: 'Sanne', until: state.now().getTime() + 1e6 }
  cookie = (await signedIn(await surround(state.config), session)).split(';')[0]!
})
after(() => state.close())

async function page(roomId: string, headers: Record<string, string> = { cookie }) {
  const accept = { accept: 'text/html,*/*', ...headers }
  const answer = await get(state, `/host/${state.hostToken(roomId)}`, accept)
  return { answer, text: await answer.text() }
}

describe('the page of a room', () => {
  it('shows who is there, what they proved and how, in both languages', async () => {
    await proven(state, { guest: { roomId: 'a' } })
    await startGuest(state, { guest: { roomId: 'a', id: 'second', name: 'Ruud' } })
    const nl = (await page('a')).text
    assert.match(nl, /<h2><bdi>Ziska Z\.<\/bdi><\/h2>/)
    assert.match(nl, /Bewezen met digid, om \d{1,2}\.\d\d uur\./)
    assert.match(nl, /<dt>Naam<\/dt>\s*<dd>\s*<bdi>Ziska Zandbergen<\/bdi>/)
    assert.match(nl, /<summary>Toon<\/summary>\s*<bdi>ziska@voorbeeld\.example<\/bdi>/)
    assert.match(nl, /<bdi>Ruud<\/bdi><\/h2>\s*<p>Laat nu zien wie hij of zij is\.<\/p>/)
    const { text: en, answer } = await page('a', { cookie, 'accept-language': 'en' })
    assert.match(en, /<h1>Who is here<\/h1>/, 'words of the municipality')
    assert.match(en, /<dt>Name<\/dt>/)
    assert.match(en, /Proved with digid, at \d{1,2}:\d\d\./)
    assert.equal(answer.headers.get('refresh'), '20')
    assert.match(answer.headers.get('content-security-policy')!, /frame-ancestors 'none'/)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
  })

  it('says that nobody is there, and that somebody stopped', async () => {
    assert.match((await page('empty')).text, /Nog niemand/)
    await startGuest(state, { guest: { roomId: 'stopped' } })
    await postResult(
      state,
      await state.result(undefined, { status: 'failed', attributes: undefined }),
    )
    assert.match((await page('stopped')).text, /Niet bewezen/)
  })

  it('lets nobody write markup, or turn what stands around them (T15)', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202e'
    await proven(
      state,
      { guest: { roomId: 'evil', name: evil } },
      { attributes: { name: evil, email: evil } },
    )
    const { text } = await page('evil')
    assert.doesNotMatch(text, /<img|\u202e/)
    assert.match(text, /⟨U\+202E⟩/)
    assert.equal(text.split('&lt;img').length, 4)
  })

  it('asks whoever is not signed in to do so, and lets them look again', async () => {
    const { answer, text } = await page('a', {})
    assert.equal(answer.status, 401)
    assert.ok(text.includes(`href="${roomsUrl}/login?lang=nl"`))
    assert.match(text, new RegExp(`href="${roomsUrl}/host/[\\w.-]+"`))
    assert.doesNotMatch(text, /Ziska/)
  })

  it('says that the link is not good', async () => {
    const answer = await get(state, '/host/x', { cookie, accept: 'text/html' })
    assert.equal(answer.status, 400)
    assert.match(await answer.text(), /Deze link werkt niet/)
  })
})
