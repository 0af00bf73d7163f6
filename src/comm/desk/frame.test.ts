/** The panel as a page for frames: who may show it. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createDesk } from '../index.ts'
import { deskUrl, setting, type Setting } from '../testing/comm.ts'

const crm = 'https://crm.example'
const workspace = 'https://juinen.my.connect.example'

let state: Setting
before(async () => {
  state = await setting(
    {},
    {
      frames: [
        { origin: crm, attributes: ['name'] },
        { origin: 'https://app.example', ancestors: [workspace] },
      ],
      frameScript: '/assets/frame.js',
      frameIntegrity: 'sha384-abc',
      texts: {
        desk: { nl: { title: 'Balie van Juinen' } },
        panel: { nl: { empty: 'Even rust.' }, en: { empty: 'Some rest.' } },
      },
    },
  )
})
after(() => state.close())

const get = (query: string): Promise<Response> =>
  state.desk(new Request(`${deskUrl}/frame${query}`, { headers: { 'accept-language': 'nl' } }))
const ancestorsOf = (answer: Response): string =>
  /frame-ancestors ([^;]*)/.exec(answer.headers.get('content-security-policy')!)![1]!

describe('the page for frames', () => {
  it('is for the page that the configuration names, and tells it what may leave', async () => {
    const answer = await get(`?parent=${encodeURIComponent(crm)}`)
    assert.equal(answer.status, 200)
    assert.equal(ancestorsOf(answer), crm)
    assert.equal(answer.headers.get('x-frame-options'), null)
    const text = await answer.text()
    assert.match(text, /data-parent="https:\/\/crm\.example"/)
    assert.match(text, /data-attributes="name"/)
    assert.match(text, /<title>Balie van Juinen<\/title>/)
    assert.match(
      text,
      /texts="{&quot;panel&quot;:{&quot;nl&quot;:{&quot;empty&quot;:&quot;Even rust\.&quot;}}}"/,
      'in the language of the page alone',
    )
    assert.match(text, /src="\/assets\/panel\.js"/)
    assert.match(text, /src="\/assets\/frame\.js"\s+integrity="sha384-abc"/)
    assert.doesNotMatch(text, /\sdesk="/, 'the panel does not begin by itself')
    assert.doesNotMatch(text, /app\.example/, 'nobody is told of other pages')
  })

  it('names the pages around that one too, and lets nothing leave by default', async () => {
    const answer = await get('?parent=https://app.example')
    assert.equal(ancestorsOf(answer), `https://app.example ${workspace}`)
    assert.match(await answer.text(), /data-attributes=""/)
  })

  for (const query of [
    '',
    '?parent=',
    '?parent=*',
    '?parent=null',
    '?parent=https://evil.example',
    '?parent=https://crm.example.evil.example',
    '?parent=https://crm.example/',
    '?parent=HTTPS://CRM.EXAMPLE',
    '?parent=http://crm.example',
    '?parent=https://crm.example:8443',
    `?parent=${encodeURIComponent("https://crm.example; frame-ancestors *; script-src 'unsafe-inline'")}`,
    `?parent=${encodeURIComponent('"><script>alert(1)</script>')}`,
    `?parent=${workspace}`,
    '?parent=https://evil.example&parent=https://crm.example',
  ])
    it(`is for nobody with ${query || 'nothing'}`, async () => {
      const answer = await get(query)
      assert.equal(answer.status, 403)
      assert.equal(ancestorsOf(answer), "'none'")
      assert.equal(answer.headers.get('x-frame-options'), 'DENY')
      const text = await answer.text()
      assert.doesNotMatch(text, /<script|id-contact-agent-panel|evil/)
    })

  it('is not there at a desk without frames, and the own page is in no frame', async () => {
    const { frames: _, ...config } = state.deskConfig
    const desk = await createDesk(config)
    const answer = await desk(new Request(`${deskUrl}/frame?parent=${crm}`))
    assert.equal(answer.status, 403)
    const own = await state.desk(new Request(`${deskUrl}/?parent=${crm}`))
    assert.equal(ancestorsOf(own), "'none'")
    assert.equal(own.headers.get('x-frame-options'), 'DENY')
  })

  for (const origin of [
    '*',
    'https://*.example',
    'https://crm.example/',
    "https://a.example 'self'",
    'null',
  ])
    it(`cannot be set up for ${origin}`, async () => {
      await assert.rejects(createDesk({ ...state.deskConfig, frames: [{ origin }] }), {
        key: 'frames',
      })
      await assert.rejects(
        createDesk({ ...state.deskConfig, frames: [{ origin: crm, ancestors: [origin] }] }),
        { key: 'frames' },
      )
    })
})
