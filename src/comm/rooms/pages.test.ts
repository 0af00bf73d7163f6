/** The pages of hosts. What guests read is held in choose.test.ts. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { signedIn } from '../desk/session.ts'
import { createRooms } from './index.ts'
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

async function page(
  roomId: string,
  headers: Record<string, string> = { cookie },
  at: Pick<Setting, 'rooms' | 'hostToken'> = state,
) {
  const accept = { accept: 'text/html,*/*', ...headers }
  const answer = await get(at, `/host/${at.hostToken(roomId)}`, accept)
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

  it('has the groups and the words of its purpose, and days as people write them', async () => {
    const [move, ...others] = state.config.purposes
    const groups = [{ label: { nl: 'Hoe we u <b>bereiken</b>', en: 'How' }, attributes: ['email'] }]
    const rooms = await createRooms({
      ...state.config,
      attributes: { name: { label: 'Naam', kind: 'date' }, email: { label: 'E-mail' } },
      purposes: [{ ...move!, groups, labels: { name: 'Geboren' } }, ...others],
    })
    const attributes = { name: '1984-02-29', email: 'z@voorbeeld.example' }
    await proven(state, { guest: { roomId: 'groups' } }, { attributes })
    const { text } = await page('groups', { cookie }, { ...state, rooms })
    assert.deepEqual(
      [...text.matchAll(/<(h3|dt|bdi)>([^<]+)</g)].map(([, , shown]) => shown).slice(1),
      [
        ...['Hoe we u &lt;b&gt;bereiken&lt;/b&gt;', 'E-mail', 'z@voorbeeld.example'],
        ...['Overig', 'Geboren', '29 februari 1984'],
      ],
    )
  })

  it('has the groups of the panel where its purpose has none', async () => {
    const { text } = await page('a')
    const headings = [...text.matchAll(/<h3>([^<]+)</g)].map(([, heading]) => heading)
    assert.deepEqual(headings, ['Persoon', 'Adres en contact'])
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
