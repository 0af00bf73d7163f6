/** Whatever ends a conversation, nothing of it stays: in no table, whichever tables there are. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Bench, code, everything, onEveryStore, released } from './testing/stores.ts'

const marks = ['canary-result', 'canary-entry', 'canary-name', 'canary-attempt', 'canary-code']

/** A conversation in which everything is there that can be: a log-in, a proof, entries of both sides, an attempt, a name. */
async function full({ store }: Bench, id: string): Promise<void> {
  await released({ store } as Bench, {
    id,
    channel: 'chat',
    session: `canary-session ${id}`,
    code: { ...code(`key of ${id}`), sealed: 'canary-code' },
    limits: { attempt: 100, idle: 200, longest: 1000 },
  })
  await store.accept(id, { id: 'anna', names: { '*': 'canary-name' } })
  await store.exchange.add(id, { side: 'resident', kind: 'message', body: 'canary-entry' })
  await store.exchange.add(id, { side: 'agent', kind: 'signal', body: 'canary-entry', life: 9000 })
  await store.identifications.request(id, 'anna')
  await store.identifications.start(id, {
    binding: `attempt ${id}`,
    authMethod: 'digid',
    isDirect: false,
    capabilityKey: `attempt capability ${id}`,
    seconds: 600,
  })
  await store.identifications.attachResult(id, `attempt ${id}`, {
    result: 'canary-attempt',
    session: `canary-session of the attempt ${id}`,
  })
}

const ways: [string, (bench: Bench, id: string) => Promise<unknown>][] = [
  ['hanging up', ({ store }, id) => store.end(id, { reason: 'ended', agent: 'anna' })],
  ['stopping', ({ store }, id) => store.end(id, { reason: 'ended' })],
  [
    'the sweep, when nobody gives a sign of life',
    async (bench) => {
      bench.time += 200_000
      await bench.store.sweep()
    },
  ],
  [
    'the sweep, when it has lasted longest',
    async (bench, id) => {
      for (let left = 1000; left > 0; left -= 100) {
        bench.time += 100_000
        await bench.store.touch(id)
        await bench.store.sweep()
      }
    },
  ],
  [
    'stopping after it was passed on',
    async ({ store }, id) => {
      const { binding } = (await store.byId(id))!
      const to = { agent: 'anna', purpose: 'permit', shares: [], binding }
      assert.equal(await store.transfer(id, to), true)
      await store.end(id, { reason: 'withdrawn' })
    },
  ],
]

onEveryStore('a conversation that is over', (bench) => {
  for (const [name, end] of ways)
    it(`leaves nothing after ${name}`, async () => {
      await full(bench, 'over')
      const before = await everything(bench)
      for (const mark of marks.filter((mark) => !/code|result/.test(mark)))
        assert.ok(before.includes(mark), mark)
      await end(bench, 'over')
      // What is left of it is that its log-ins end, until that was told.
      for (const update of await bench.store.claimUpdates('phone'))
        await bench.store.deleteUpdate(update.id)
      const after = await everything(bench)
      for (const mark of [...marks, 'canary-session', 'token of over', 'attempt'])
        assert.ok(!after.includes(mark), mark)
      assert.ok(!/"over"| over"/.test(after), after)
    })

  it('says in the audit that its time was over, with tags alone', async () => {
    await full(bench, 'over')
    bench.time += 200_000
    await bench.store.sweep()
    const { at, ...entry } = (await bench.store.readAudit()).at(-1)!
    assert.ok(at)
    assert.deepEqual(entry, {
      event: 'conversation_expired',
      plugin: 'phone',
      purpose: 'report_move',
      authMethod: 'digid',
      commMethod: 'call',
      agent: 'anna',
      outcome: 'active',
    })
  })

  it('keeps its record for as long as the configuration says, and no longer', async () => {
    await bench.store.audit({ event: 'conversation_ended' })
    bench.time += 90 * 86_400_000 - 1
    await bench.store.sweep()
    assert.equal((await bench.store.readAudit()).length, 1)
    bench.time += 1
    await bench.store.sweep()
    assert.equal((await bench.store.readAudit()).length, 0)
  })
})
