import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { WireSessionOptions } from '../protocol/session-options.ts'
import type { CoreConfig, Timetable } from './index.ts'
import {
  binding,
  bound,
  choice,
  get,
  gone,
  post,
  setting,
  slugOf,
  verifier,
  type Answers,
} from './testing/core.ts'

const timeZone = 'Europe/Amsterdam'
const office: Timetable = {
  timeZone,
  weekly: { monday: ['08:30-17:00'], wednesday: ['08:30-17:00'] },
}
/** A Wednesday. */
const noon = '2026-11-25T12:00:00.000Z'
const night = '2026-11-25T22:00:00.000Z'
const monday = '2026-11-30T07:30:00.000Z'

const comm = { start: 'https://comm.example', origins: ['https://comm.example'] }
const call = { tag: 'call', name: 'Bellen', channel: 'phone', tellsWait: true, ...comm } as const
const chat = { tag: 'chat', name: 'Chat', channel: 'chat', ...comm } as const
const purposes = (more: object = {}): CoreConfig['purposes'] => [
  { tag: 'report_move', attributes: ['name'], allowedAuth: ['*'], allowedComm: ['*'], ...more },
  { tag: 'permit', attributes: ['name'], allowedAuth: ['digid'], allowedComm: ['*'] },
]
const client_url = 'https://comm.example/conversation/ref'
const attr_url = 'https://comm.example/result/capability'
const understood = {
  client_url,
  attr_url,
  binding,
  audience: 'https://comm.example',
  call_back: true,
}
const answers = (started: object = understood, seconds = 120): Answers => ({
  'POST https://comm.example/start_communication': () => Response.json(started),
  'GET https://comm.example/expected_waits': () =>
    Response.json({ expected_waits: { report_move: seconds } }),
})

interface Changes {
  moment?: string
  commMethods?: CoreConfig['commMethods']
  purpose?: object
  answer?: Answers
}
const open = ({
  moment = night,
  commMethods = [{ ...call, callBack: {}, hours: office }],
  purpose,
  answer = answers(),
}: Changes = {}) =>
  setting(answer, { commMethods, purposes: purposes(purpose), now: () => new Date(moment) })

async function offered(changes?: Changes): Promise<WireSessionOptions['comm_methods']> {
  const { core } = await open(changes)
  const answer = await core(get('/session_options/report_move'))
  return ((await answer.json()) as WireSessionOptions).comm_methods
}
const tagsOf = async (changes?: Changes): Promise<string[]> =>
  (await offered(changes)).map(({ tag }) => tag)

const wish = { ...choice, comm_method: 'call.call_back' }

describe('the offer to be called back', () => {
  it('stands beside a channel that is closed, as a choice of its own without a channel', async () => {
    const [closed, calledBack] = await offered()
    assert.equal(closed?.hours?.open, false)
    assert.equal(calledBack?.tag, 'call.call_back')
    assert.equal(calledBack.name, 'Bel mij terug')
    assert.equal((calledBack.names as Record<string, string>).en, 'Call me back')
    assert.match((calledBack.description as Record<string, string>).nl!, /als we weer open zijn/)
    assert.equal(calledBack.call_back, 'phone')
    assert.deepEqual([calledBack.channel, calledBack.hours], [undefined, undefined])
  })

  it('comes when people wait long, and not when they do not', async () => {
    const long = answers(understood, 600)
    const told = await offered({ moment: noon, answer: long })
    assert.deepEqual(
      told.map(({ tag }) => tag),
      ['call', 'call.call_back'],
    )
    assert.match((told[1]!.description as Record<string, string>).nl!, /als u aan de beurt bent/)
    assert.deepEqual(await tagsOf({ moment: noon }), ['call'])
    const soon = [{ ...call, callBack: { fromWait: 60 } }]
    assert.deepEqual(await tagsOf({ moment: noon, commMethods: soon }), ['call', 'call.call_back'])
  })

  it('is not made by default, for other purposes, where nobody knows when it opens, or who cannot log in', async () => {
    const with_ = (callBack: object | undefined, hours: Timetable = office) =>
      tagsOf({ commMethods: [{ ...call, callBack, hours }] })
    assert.deepEqual(await with_(undefined), ['call'])
    assert.deepEqual(await with_({ purposes: ['permit'] }), ['call'])
    assert.deepEqual(await with_({}, { timeZone, weekly: {} }), ['call'])
    const anonymous = { allowedAuth: [], allowUnauthenticated: true }
    assert.deepEqual(await tagsOf({ purpose: anonymous }), ['call'])
    const commMethods = [{ ...call, hours: office, callBack: { withoutLogIn: true } }]
    assert.deepEqual(await tagsOf({ purpose: anonymous, commMethods }), ['call', 'call.call_back'])
  })

  it('is made once, after the channels', async () => {
    const commMethods = [
      { ...call, callBack: {}, hours: office },
      { ...chat, callBack: {}, hours: office },
    ]
    assert.deepEqual(await tagsOf({ commMethods }), ['call', 'chat', 'call.call_back'])
  })
})

describe('a start to be called back', () => {
  const messageOf = (calls: { url: string; body: string }[]): Record<string, unknown> =>
    JSON.parse(calls.find(({ url }) => url.endsWith('/start_communication'))!.body) as never

  it('is let through outside the opening hours, and says from when people are called', async () => {
    const { core, calls } = await open()
    assert.equal((await core(post('/start', wish))).status, 200)
    assert.deepEqual(messageOf(calls), {
      purpose: 'report_move',
      auth_method: 'digid',
      comm_method: 'call.call_back',
      call_back: monday,
    })
    const refused = await core(post('/start', choice))
    assert.deepEqual([refused.status, await slugOf(refused)], [409, 'closed'])
    const during = await open({ moment: noon })
    await during.core(post('/start', wish))
    assert.equal(messageOf(during.calls).call_back, noon)
  })

  it('leads on to the page of the plugin, also for a page with the button', async () => {
    const moved = { ...bound, comm_method: 'call.call_back' }
    const state = await open()
    const { cookie, back } = await gone(state, moved)
    const answer = await state.core(get(`${back}?receipt=${'r'.repeat(22)}`, { cookie }))
    const code = new URL(answer.headers.get('location')!).searchParams.get('id_contact_code')
    const resumed = await state.core(post('/resume', { code, code_verifier: verifier }))
    const told = (await resumed.json()) as Record<string, string>
    assert.match(told.client_url!, /^https:\/\/comm\.example\/conversation\/ref\?handover=/)
    assert.equal(told.comm_method, 'call.call_back')
    assert.deepEqual([told.handover, told.channel], [undefined, undefined])
  })

  it('comes to nothing when the plugin does not say that it calls back', async () => {
    const { call_back: _, ...silent } = understood
    const { core, calls } = await open({ answer: answers(silent) })
    const answer = await core(post('/start', wish))
    assert.deepEqual([answer.status, await slugOf(answer)], [502, 'plugin-bad-answer'])
    assert.deepEqual(
      calls.map(({ method, url }) => `${method} ${url}`),
      ['POST https://comm.example/start_communication', `DELETE ${attr_url}`],
    )
  })

  it('needs a log-in, unless the configuration says that it does not', async () => {
    const anonymous = { purpose: 'report_move', comm_method: 'call.call_back' }
    const purpose = { allowUnauthenticated: true }
    const { core, calls } = await open({ purpose })
    assert.equal(await slugOf(await core(post('/start', anonymous))), 'malformed-request')
    assert.deepEqual(calls, [])
    const commMethods = [{ ...call, hours: office, callBack: { withoutLogIn: true } }]
    const free = await open({ purpose, commMethods })
    assert.equal((await free.core(post('/start', anonymous))).status, 200)
    assert.equal(messageOf(free.calls).call_back, monday)
  })

  it('is refused for other purposes, and without a way to call back', async () => {
    const slugWith = async (commMethods: CoreConfig['commMethods']): Promise<string> =>
      slugOf(await (await open({ commMethods })).core(post('/start', wish)))
    const others = [{ ...call, callBack: { purposes: ['permit'] } }, chat]
    assert.equal(await slugWith(others), 'method-not-for-purpose')
    assert.equal(await slugWith([call]), 'unknown-method')
    const never = { ...call, callBack: {}, hours: { timeZone, weekly: {} } }
    assert.equal(await slugWith([never]), 'closed')
  })
})

describe('the pages without scripts', () => {
  const page = async (changes: Changes, language = 'nl'): Promise<string> => {
    const { core } = await open(changes)
    const headers = { accept: 'text/html', 'accept-language': language }
    return (await core(get('/choose?purpose=report_move', headers))).text()
  }

  it('offer it where everything is closed, with when it opens above it', async () => {
    const told = await page({})
    assert.match(told, /<h1>We zijn nu gesloten<\/h1>\s*<p>Bellen: Nu gesloten\. Weer open vanaf /)
    assert.match(told, /Bel mij terug <small>Laat een nummer achter\./)
    assert.match(told, /name="comm_method" value="call\.call_back"/)
    assert.match(told, /value="digid"/)
    assert.match(await page({}, 'en'), /Call me back <small>Leave a number\./)
    assert.doesNotMatch(
      await page({ commMethods: [{ ...call, hours: office }] }),
      /call_back|<form/,
    )
  })

  it('offer it as one more choice beside what is open, and only after a log-in', async () => {
    const commMethods = [{ ...call, callBack: {}, hours: office }, chat]
    const told = await page({ commMethods, purpose: { allowUnauthenticated: true } })
    assert.match(told, /<h1>Veilig contact met de gemeente<\/h1>/)
    assert.match(told, /type="radio" name="comm_method" value="chat"/)
    assert.equal(told.match(/value="call\.call_back"/g)?.length, 1)
    assert.equal(told.match(/value="chat"/g)?.length, 2)
  })
})

describe('the configuration of calling back', () => {
  const wrong: [NonNullable<CoreConfig['commMethods'][number]['callBack']>, string][] = [
    [{ fromWait: 59 }, 'commMethods.call.callBack.fromWait'],
    [{ purposes: ['nothing'] }, 'commMethods.call.callBack.purposes'],
  ]
  for (const [callBack, key] of wrong)
    it(`refuses ${JSON.stringify(callBack)}`, async () => {
      await assert.rejects(open({ commMethods: [{ ...call, callBack }, chat] }), { key })
    })

  it('refuses a method with the tag that it needs', async () => {
    const taken = { ...chat, tag: 'call.call_back' }
    await assert.rejects(open({ commMethods: [{ ...call, callBack: {} }, taken, chat] }), {
      key: 'commMethods.call.call_back',
    })
  })
})
