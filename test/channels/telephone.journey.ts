/** A telephone platform that reaches now one, now the other of two processes over one PostgreSQL: it is one queue of calls. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { randomId } from '../../src/protocol/digest.ts'
import { parseSessionInfo, type SessionInfo } from '../../src/protocol/messages-platform.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import type { Waiting } from '../cluster/outsiders.ts'

const apiKey = randomId(32)

describe('a telephone platform beneath two processes', () => {
  let cluster: Cluster
  before(async () => {
    const more = `[comm.phone.platform]\napi_key = "${apiKey}"\n`
    cluster = await startCluster({ comms: 2, desks: 1, more })
  })
  after(() => cluster.stop())

  const codeOf = ({ conversation }: Waiting): string => conversation.phone!.code
  const at = (process: 0 | 1, path: string): string => cluster.comms[process]!.url + path

  const link = async (process: 0 | 1, dtmf: string, sessionid: string): Promise<number> => {
    const answer = await fetch(at(process, '/link_phone'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify({ dtmf, sessionid }),
    })
    await answer.text()
    return answer.status
  }

  const ask = async (process: 0 | 1, subject: string, sessionid: string, method = 'GET') =>
    fetch(at(process, `/session_info/${sessionid}`), {
      method,
      headers: { authorization: `Bearer ${await cluster.token(subject)}` },
    })

  async function info(process: 0 | 1, subject: string, sessionid: string): Promise<SessionInfo> {
    const answer = await ask(process, subject, sessionid)
    assert.equal(answer.status, 200)
    return parseSessionInfo(await answer.json())
  }

  it('links a call at the one, and tells the agent at the other; hanging up erases at both', async () => {
    const resident = await cluster.citizen('Ziska')
    const call = randomId()
    assert.equal(await link(0, codeOf(resident), call), 200)
    const told = await info(1, 'sanne', call)
    assert.equal(told.auth_result?.status, 'succes')
    assert.deepEqual(told.auth_result?.attributes, { bsn: '999990019', name: 'Ziska' })
    assert.deepEqual(await info(0, 'sanne', call), told)
    assert.equal((await ask(0, 'ahmed', call)).status, 409)

    const desk = await cluster.agent('sanne')
    for await (const { status, active } of desk.queue({ signal: AbortSignal.timeout(20_000) }))
      if (status === 'live') {
        assert.deepEqual(active, [told.id_contact!.id], 'it is theirs in the panel as well')
        break
      }
    desk.close()

    assert.equal((await ask(0, 'sanne', call, 'DELETE')).status, 204)
    for (const process of [0, 1] as const)
      assert.equal((await ask(process, 'sanne', call)).status, 404)
    const own = { headers: { authorization: `Bearer ${resident.token}` } }
    assert.equal((await cluster.fetch(resident.url, own)).status, 410)
  })

  it('gives a code that two callers key in at once to one of them', async () => {
    for (let round = 0; round < 5; round++) {
      const code = codeOf(await cluster.citizen('Ruud'))
      const calls = [randomId(), randomId(), randomId(), randomId()]
      const statuses = await Promise.all(
        calls.map((call, index) => link((index % 2) as 0 | 1, code, call)),
      )
      assert.deepEqual(statuses.sort(), [200, 404, 404, 404])
    }
  })

  it('gives a call in which two codes are keyed in at once one conversation', async () => {
    const codes = [codeOf(await cluster.citizen('Een')), codeOf(await cluster.citizen('Twee'))]
    const call = randomId()
    await Promise.all(codes.map((code, index) => link(index as 0 | 1, code, call)))
    const { id_contact } = await info(0, 'fleur', call)
    assert.equal((await info(1, 'fleur', call)).id_contact?.id, id_contact?.id)
    const still = await Promise.all(codes.map((code) => link(0, code, randomId())))
    assert.deepEqual(still.sort(), [200, 404], 'the other code was not used up')
  })

  it('gives a call to one of the agents who ask at once', async () => {
    const call = randomId()
    await link(1, codeOf(await cluster.citizen('Drie')), call)
    const agents = ['a', 'b', 'c', 'd']
    const answers = await Promise.all(
      agents.map((agent, index) => ask((index % 2) as 0 | 1, agent, call)),
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
  })

  it('has one count of wrong codes', async () => {
    const code = codeOf(await cluster.citizen('Vier'))
    const call = randomId()
    for (const process of [0, 1, 0] as const)
      assert.equal(await link(process, '000000000', call), 404)
    assert.equal(await link(1, code, call), 404, 'three tries, wherever they were made')
    assert.equal(await link(1, code, randomId()), 200)
  })

  it('writes nothing down of anybody, or of a call', async () => {
    const call = randomId()
    const code = codeOf(await cluster.citizen('Bewoner'))
    await link(0, code, call)
    await info(1, 'joost', call)
    const written = cluster.output()
    for (const word of ['Bewoner', 'Ziska', '999990019', code, call, apiKey, 'joost', 'eyJ'])
      assert.ok(!written.includes(word), word)
    assert.match(written, /"event":"call_linked"/)
    assert.match(written, /\/session_info\/\*/)
  })
})
