import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openStore } from '../store/index.ts'
import { writeAudit, type AuditOptions } from './audit.ts'

describe('the audit', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'id-contact-audit-'))
  const times = ['2026-01-05T09:00:00.000Z', '2026-01-05T09:07:00.000Z', '2026-01-06T10:00:00.000Z']
  before(async () => {
    let now = new Date(times[0]!)
    const store = await openStore({ dataDir, now: () => now })
    const about = {
      ...{ plugin: 'call', purpose: 'report_move', authMethod: 'digid', commMethod: 'phone' },
      conversation: 'conversation-pseudonym',
    }
    await store.audit({ ...about, event: 'conversation_waiting' })
    now = new Date(times[1]!)
    const accepted = { agent: 'agent-pseudonym', attributes: ['name', 'bsn'] }
    await store.audit({ ...about, ...accepted, event: 'conversation_accepted' })
    now = new Date(times[2]!)
    await store.audit({ event: 'conversation_ended', plugin: 'call', outcome: 'withdrawn' })
    await store.close()
  })
  after(() => rmSync(dataDir, { recursive: true, force: true }))

  async function shown(options: Omit<AuditOptions, 'write'> = {}): Promise<string> {
    let text = ''
    await writeAudit({ store: { dataDir } }, { ...options, write: (more) => (text += more) })
    return text
  }

  it('is columns to read', async () => {
    const cells = (await shown()).split('\n').map((line) => line.split(/ {2,}/))
    assert.deepEqual(cells, [
      [
        ...['time', 'event', 'purpose', 'method', 'channel', 'conversation'],
        ...['agent', 'outcome', 'attributes'],
      ],
      [
        ...[times[0], 'conversation_waiting', 'report_move', 'digid', 'phone', 'conversa'],
        ...['-', '-', '-'],
      ],
      [
        ...[times[1], 'conversation_accepted', 'report_move', 'digid', 'phone', 'conversa'],
        ...['agent-ps', '-', 'name,bsn'],
      ],
      [times[2], 'conversation_ended', '-', '-', 'call', '-', '-', 'withdrawn', '-'],
      [''],
    ])
  })

  it('is an object on each line for a program', async () => {
    const lines = (await shown({ json: true })).trim().split('\n')
    assert.deepEqual(JSON.parse(lines[2]!), {
      at: times[2],
      event: 'conversation_ended',
      plugin: 'call',
      outcome: 'withdrawn',
    })
    assert.equal((JSON.parse(lines[1]!) as { agent: string }).agent, 'agent-pseudonym')
  })

  it('is of a time: from since until before until', async () => {
    const events = async (since: string, until?: string): Promise<number> =>
      (
        await shown({
          json: true,
          since: new Date(since),
          ...(until && { until: new Date(until) }),
        })
      )
        .split('\n')
        .filter(Boolean).length
    assert.equal(await events(times[1]!), 2)
    assert.equal(await events(times[0]!, times[1]), 1)
    assert.equal(await events('2026-02-01'), 0)
  })

  it('is not there when nothing is kept', async () => {
    await assert.rejects(writeAudit({ store: {} }, { write: () => {} }), { key: 'store' })
    await assert.rejects(writeAudit({}, { write: () => {} }), { key: 'store' })
  })
})
