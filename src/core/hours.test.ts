import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WireSessionOptions } from '../protocol/session-options.ts'
import type { CoreConfig, Timetable } from './index.ts'
import { choice, get, post, setting } from './testing/core.ts'

const timeZone = 'Europe/Amsterdam'
const desk: Timetable = {
  timeZone,
  weekly: { monday: ['08:30-17:00'], wednesday: ['08:30-17:00'] },
}
const evening: Timetable = { timeZone, weekly: { wednesday: ['16:00-20:00'] } }

/** Wednesday: the desk is open, the evening line is not. */
const noon = '2026-11-25T12:00:00Z'
const night = '2026-11-25T22:00:00Z'
const untilMonday = '2026-11-30T07:30:00.000Z'

const plugin = { start: 'https://comm.example', origins: ['https://comm.example'] }
const commMethods: CoreConfig['commMethods'] = [
  { tag: 'call', name: { nl: 'Bellen', en: 'Call' }, channel: 'phone', ...plugin },
  { tag: 'video', name: { nl: 'Beeldbellen', en: 'Video' }, hours: evening, ...plugin },
]
const purposes = (more: object): CoreConfig['purposes'] => [
  { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'], ...more },
]
const open = (moment: string, more: object = { hours: desk }) =>
  setting({}, { commMethods, purposes: purposes(more), now: () => new Date(moment) })

async function hoursAt(moment: string, more?: object): Promise<unknown[]> {
  const { core } = await open(moment, more)
  const answer = await core(get('/session_options/report_move'))
  const { comm_methods } = (await answer.json()) as WireSessionOptions
  return comm_methods.map(({ hours }) => hours)
}

describe('opening hours of the core', () => {
  it('stand with each channel: those of the purpose and its own', async () => {
    assert.deepEqual(await hoursAt(noon), [
      { open: true, changes_at: '2026-11-25T17:00:00+01:00', time_zone: timeZone },
      { open: false, changes_at: '2026-11-25T16:00:00+01:00', time_zone: timeZone },
    ])
    assert.deepEqual(await hoursAt(noon, {}), [
      undefined,
      { open: false, changes_at: '2026-11-25T16:00:00+01:00', time_zone: timeZone },
    ])
  })

  it('refuse a start outside them, with when they open, before a plugin is asked', async () => {
    const without = { purpose: 'report_move', comm_method: 'call' }
    for (const body of [choice, without]) {
      const { core, calls } = await open(night, { hours: desk, allowUnauthenticated: true })
      const answer = await core(post('/start', body))
      assert.equal(answer.status, 409)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json')
      assert.deepEqual(await answer.json(), {
        type: 'urn:id-contact:problem:closed',
        title: 'This is closed now',
        status: 409,
        opens_at: untilMonday,
        time_zone: timeZone,
      })
      assert.deepEqual(calls, [])
    }
    const { core } = await open(noon)
    assert.equal((await core(post('/start', choice))).status, 200)
    assert.equal((await core(post('/start', { ...choice, comm_method: 'video' }))).status, 409)
  })

  it('are told on the pages without scripts', async () => {
    const html = { accept: 'text/html' }
    const ask = async (moment: string, language: string): Promise<string> => {
      const { core } = await open(moment)
      const headers = { ...html, 'accept-language': language }
      return (await core(get('/choose?purpose=report_move', headers))).text()
    }
    const atNoon = await ask(noon, 'nl')
    assert.match(
      atNoon,
      /Beeldbellen: Nu gesloten\. Weer open vanaf woensdag 25 november, 16\.00 uur\./,
    )
    assert.match(atNoon, /<p>Bellen <small>Nu open tot 17\.00 uur\.<\/small><\/p>/)
    assert.doesNotMatch(atNoon, /value="video"/)
    const atNight = await ask(night, 'en')
    assert.match(atNight, /<h1>We are closed now<\/h1>/)
    assert.match(atNight, /You can contact us again from Monday[^.]*November[^.]*, 8:30\./)
    assert.doesNotMatch(atNight, /<form/)
    const late = await ask('2026-11-25T15:30:00Z', 'en')
    assert.match(late, /Call<small>We recommend this\. Open now, until 17:00\.<\/small>/)
    assert.match(late, /Video<small>Open now, until 17:00\.<\/small>/)

    const { core } = await open(night)
    const form = new URLSearchParams(choice).toString()
    const kind = { 'content-type': 'application/x-www-form-urlencoded', ...html }
    const answer = await core(post('/start', form, kind))
    assert.equal(answer.status, 409)
    assert.match(await answer.text(), /vanaf maandag 30 november, 8\.30 uur/)
  })

  it('that nobody can read are an error at the start', async () => {
    const hours = { ...desk, timeZone: 'Europe/Nowhere' }
    await assert.rejects(setting({}, { purposes: purposes({ hours }), commMethods }), {
      key: 'purposes.report_move.hours.timeZone',
    })
  })
})
