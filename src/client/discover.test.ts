import { expect } from '@open-wc/testing'
import { discover } from './discover.ts'
import { describe, it } from '../protocol/testing/mocha.ts'
import { networkLoss, problem, rejection, serverWith } from './testing/server.ts'

const core = 'https://core.example/base'
const line = 'GET https://core.example/base/session_options/report_move'

describe('discover()', () => {
  it('gives the methods, with images below the core', async () => {
    const { fetch, asked } = serverWith({
      [line]: Response.json({
        auth_methods: [{ tag: 'irma', name: '', image_path: '/static/irma.svg' }],
        comm_methods: [
          { tag: 'call', name: 'Bellen', expected_wait: 240, duration: 600 },
          { tag: 'chat', name: 'Chat', expected_wait: 'soon' },
          { tag: 'video', name: 'Video', expected_wait: { toString: 'soon' } },
        ],
      }),
    })
    const { authMethods, commMethods } = await discover(`${core}/`, 'report_move', { fetch })
    expect(authMethods[0]).to.include({
      tag: 'irma',
      name: 'irma',
      imagePath: `${core}/static/irma.svg`,
    })
    expect(commMethods[0]).to.include({
      tag: 'call',
      name: 'Bellen',
      expectedWait: 240,
      duration: 600,
    })
    expect(commMethods[1]!.expectedWait).to.be.undefined
    expect(commMethods[2]!.expectedWait).to.be.undefined
    expect(asked[0]!.init).to.include({
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      // The browser may keep it, and asks the core whether it is still good.
      cache: 'default',
    })
    expect(asked[0]!.init.headers).to.deep.equal({ accept: 'application/json' })
  })

  it('keeps a purpose within its part of the address', async () => {
    const { fetch, asked } = serverWith({})
    await rejection(discover(core, '../start?x=1#', { fetch }))
    expect(asked[0]!.url).to.equal(`${core}/session_options/..%2Fstart%3Fx%3D1%23`)
  })

  it('says what went wrong', async () => {
    const outcomes: [Response | Error, string][] = [
      [problem(400, 'unknown-purpose'), 'ERR_ID_CONTACT_PROBLEM'],
      [new Response('<html>', { status: 500 }), 'ERR_ID_CONTACT_PROBLEM'],
      [new Response('<html>'), 'ERR_ID_CONTACT_BAD_ANSWER'],
      [Response.json({ auth_methods: 1 }), 'ERR_ID_CONTACT_BAD_ANSWER'],
      [Response.json(null), 'ERR_ID_CONTACT_BAD_ANSWER'],
      [networkLoss(), 'ERR_ID_CONTACT_UNREACHABLE'],
    ]
    for (const [answer, code] of outcomes) {
      const { fetch } = serverWith({ [line]: answer })
      expect((await rejection(discover(core, 'report_move', { fetch }))).code).to.equal(code)
    }
  })

  it('tries again what may go better', async () => {
    const { fetch, asked } = serverWith({
      [line]: [networkLoss(), problem(503), Response.json({ auth_methods: [], comm_methods: [] })],
    })
    expect((await discover(core, 'report_move', { fetch })).authMethods).to.deep.equal([])
    expect(asked).to.have.length(3)
  })

  it('tells a refusal with its status and problem', async () => {
    const { fetch } = serverWith({ [line]: problem(400, 'unknown-purpose') })
    const error = await rejection(discover(core, 'report_move', { fetch }))
    expect(error.status).to.equal(400)
    expect(error.problem).to.deep.equal({ type: 'urn:id-contact:problem:unknown-purpose' })
  })

  it('tells the number of a failure, and none of what is not written as one', async () => {
    const of = async (instance: unknown) => {
      const answer = () => Response.json({ instance }, { status: 500 })
      const { fetch } = serverWith({ [line]: answer() })
      return rejection(discover(core, 'report_move', { fetch }))
    }
    expect((await of('urn:id-contact:failure:K7Q-2F')).reference).to.equal('K7Q-2F')
    for (const other of [undefined, null, 5, {}, ['failure:'], 'https://core.example/1']) {
      const { code, reference } = await of(other)
      expect([code, reference]).to.deep.equal(['ERR_ID_CONTACT_PROBLEM', undefined])
    }
  })

  it('tells a browser without network from a server that is gone', async () => {
    Object.defineProperty(navigator, 'onLine', { get: () => false, configurable: true })
    const { fetch } = serverWith({ [line]: networkLoss() })
    const error = await rejection(discover(core, 'report_move', { fetch }))
    delete (navigator as { onLine?: boolean }).onLine
    expect(error.code).to.equal('ERR_ID_CONTACT_OFFLINE')
  })

  it('can be aborted, with the reason of the signal', async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init!.signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      )
    const ending = new AbortController()
    const asking = discover(core, 'report_move', { fetch, signal: ending.signal })
    ending.abort(new Error('enough'))
    expect((await rejection(asking)).message).to.equal('enough')
    expect(
      (await rejection(discover(core, 'x', { fetch, signal: ending.signal }))).message,
    ).to.equal('enough')
  })
})
