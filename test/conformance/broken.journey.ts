/** The checker finds what is wrong: parts with one mistake each fail at the requirement that they break, and at none that this rests on. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { createAuth } from '../../src/auth/index.ts'
import { createComm, createDesk } from '../../src/comm/index.ts'
import { createDelivery } from '../../src/comm/outbox.ts'
import { phone, type PhoneOptions } from '../../src/comm/phone/index.ts'
import { createRooms } from '../../src/comm/rooms/index.ts'
import { createCore } from '../../src/core/index.ts'
import type { Role } from '../../src/server/check/requirement.ts'
import { check } from '../../src/server/check/index.ts'
import { loadConfig } from '../../src/server/config/index.ts'
import type {
  AuthPart,
  CommPart,
  CorePart,
  DeskPart,
  RoomsPart,
} from '../../src/server/config/parts.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { serveFile, type Folder } from '../../src/server/files.ts'
import { listen, type Listening } from '../../src/server/host.ts'
import { brokenAuths } from '../broken/auth.ts'
import { brokenComms, brokenPublishedComms } from '../broken/comm.ts'
import { brokenCores } from '../broken/core.ts'
import { brokenRooms } from '../broken/rooms.ts'
import type { Fault, Handler, Place } from '../broken/fault.ts'
import { checkAuth, serveAuth, startProvider } from '../check-auth.ts'
import { checkComm, checkPublished, inMemory, serveComm, serveDesk } from '../check-comm.ts'
import { checkCore, serveCore, writeForCore } from '../check-core.ts'
import { agentToken, checkRooms, serveRooms } from '../check-rooms.ts'
import { createBench, type Bench } from '../checked.ts'
import type { DemoProvider } from '../../examples/demo-provider/provider.ts'
import { removeFolder } from '../system.ts'

/** Much of a run is waiting, for a plugin that takes too long for instance; so several go at the same time. */
const concurrency = 16

/** The checker listens anew for each run: a connection that is kept from the one before leads nowhere. */
const fresh: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('connection', 'close')
  return fetch(input, { ...init, headers })
}

/** Where one run at a time can be. */
interface Stand {
  bench: Bench
  role: Role
  /** What the checker is told. */
  config: string
  part: (outwards: (send: typeof fetch) => typeof fetch) => Promise<Handler>
}

const benches: Bench[] = []
after(() => benches.forEach(({ folder }) => removeFolder(folder)))

/** The requirements that a part fails at. */
async function failing({ bench, role, config, part }: Stand, fault?: Fault) {
  const place: Place = bench
  const good = await part((send) => fault?.outwards?.(send, place) ?? send)
  const handler = fault?.around?.(good, place) ?? good
  const port = Number(new URL(bench.at(1)).port)
  const listening = await listen(handler, { port, host: 'localhost' })
  let output = ''
  try {
    const dialect = fault?.dialect ?? 'id-contact'
    const write = (text: string): void => void (output += text)
    const only = fault && [fault.breaks]
    const told = fault?.told
      ? bench.write('check-fault.toml', fault.told(readFileSync(config, 'utf8')))
      : config
    const { findings } = await check({ role, url: bench.at(1), config: told, dialect, only, write })
    assert.ok(findings.length > 0, output)
    return findings.filter(({ verdict }) => verdict.is === 'failed').map(({ id }) => id)
  } finally {
    await listening.stop(0)
  }
}

/** The part without a mistake, and with each, on a stand that is free. */
function holdsToAccount(
  make: (bench: Bench) => Promise<Stand>,
  faults: readonly Fault[],
  prepare: (benches: Bench[]) => Promise<void> = async () => {},
): void {
  const free: Stand[] = []
  before(async () => {
    const own: Bench[] = []
    for (let i = 0; i < concurrency; i++) own.push(await createBench('EC'))
    benches.push(...own)
    await prepare(own)
    for (const bench of own) free.push(await make(bench))
  })
  const run = async (fault?: Fault): Promise<string[]> => {
    const stand = free.pop()!
    try {
      return await failing(stand, fault)
    } finally {
      free.push(stand)
    }
  }
  it('fails at nothing without a mistake', async () => assert.deepEqual(await run(), []))
  for (const fault of faults)
    it(`fails at ${fault.breaks} when it ${fault.is}`, async () =>
      assert.deepEqual(await run(fault), [fault.breaks]))
}

let store: Store
before(async () => (store = await openStore()))
after(() => store.close())

/** Where employees are; nothing is wrong with these. */
const desks: Listening[] = []
after(() => Promise.all(desks.map((desk) => desk.stop(0))))

/** Conversations of all stands are in one store: each has secrets of its own. */
async function communication(
  bench: Bench,
  told: (checker: string, desk: string) => string,
): Promise<Stand> {
  await bench.keys('core', 'login', 'other', 'published', 'comm', 'rooms', 'agents')
  bench.write('desk-token', await agentToken(bench.folder, bench.checker))
  const desk = serveDesk(bench.at(2), { talk: bench.checker })
  const text = serveComm(bench.at(1), bench.checker) + desk + inMemory
  const { parts } = loadConfig(bench.write('comm.toml', text))
  const { settings, channel } = parts.find(({ kind }) => kind === 'comm') as CommPart
  // What is to be told is found by this tag, and each stand can open its own alone.
  const tag = `${settings.tag}-${new URL(bench.at(1)).port}`
  const { settings: ofDesk } = parts.find(({ kind }) => kind === 'desk') as DeskPart
  const employees = await createDesk({ ...ofDesk, identifies: [tag], panelScript: '/none', store })
  desks.push(
    await listen(employees, { port: Number(new URL(bench.at(2)).port), host: 'localhost' }),
  )
  return {
    bench,
    role: 'comm',
    config: bench.write('check.toml', told(bench.checker, bench.at(2))),
    async part(outwards) {
      const options = { ...settings, tag, store, fetch: outwards(fresh) }
      const comm = await createComm({ ...options, channel: phone(channel as PhoneOptions) })
      const delivery = createDelivery(options)
      return async (request) => {
        const answer = await comm(request)
        await delivery.round()
        return answer
      }
    },
  }
}

describe('a core', { concurrency }, () => {
  holdsToAccount(async (bench) => {
    await bench.keys('core', 'requestor')
    writeForCore(bench)
    const file = bench.write('core.toml', serveCore(bench.checker, bench.at(1)))
    const { settings, staticDir } = loadConfig(file).parts[0] as CorePart
    const pictures: Folder = {
      prefix: '/static/',
      folder: staticDir!,
      kind: 'pictures',
      immutable: false,
    }
    return {
      bench,
      role: 'core',
      config: bench.write('check.toml', checkCore(bench)),
      async part(outwards) {
        const core = await createCore({ ...settings, fetch: outwards(fresh) })
        return async (request) => (await serveFile(request, [pictures])) ?? core(request)
      },
    }
  }, brokenCores)
})

describe('a communication plugin', { concurrency }, () => {
  holdsToAccount((bench) => communication(bench, checkComm), brokenComms)
})

describe('a communication plugin, for a published core,', { concurrency }, () => {
  holdsToAccount(
    (bench) => communication(bench, (checker) => checkPublished(checker)),
    brokenPublishedComms,
  )
})

describe('a part for rooms of a platform', { concurrency }, () => {
  holdsToAccount(async (bench) => {
    await bench.keys('core', 'login', 'other', 'published', 'comm', 'rooms', 'agents')
    bench.write('agent-token', await agentToken(bench.folder, bench.checker))
    const text = serveRooms('bound', bench.at(1), bench.checker, 'id-contact') + inMemory
    const { settings } = loadConfig(bench.write('rooms.toml', text)).parts[0] as RoomsPart
    return {
      bench,
      role: 'rooms',
      config: bench.write('check.toml', checkRooms(bench.checker)),
      async part(outwards) {
        // As above: each stand can open its own alone.
        const tag = `${settings.tag}-${new URL(bench.at(1)).port}`
        const options = { ...settings, tag, store, fetch: outwards(fresh) }
        const rooms = await createRooms(options)
        const delivery = createDelivery({ ...options, kind: 'rooms' })
        return async (request) => {
          await store.sweep()
          const answer = await rooms(request)
          await delivery.round()
          return answer
        }
      },
    }
  }, brokenRooms)
})

describe('an authentication plugin', { concurrency }, () => {
  let provider: DemoProvider
  holdsToAccount(
    async (bench) => {
      await bench.keys('auth', 'comm')
      const text = serveAuth(bench.checker, bench.at(1), provider.issuer, 'id-contact')
      const { settings, method } = loadConfig(bench.write('auth.toml', text)).parts[0] as AuthPart
      return {
        bench,
        role: 'auth',
        config: bench.write('check.toml', checkAuth(bench.checker)),
        async part(outwards) {
          const send = outwards(fresh)
          return createAuth({ ...settings, method: await method({ fetch: send }), fetch: send })
        },
      }
    },
    brokenAuths,
    async (places) => {
      provider = await startProvider(
        0,
        places.map(({ at }) => at(1)),
      )
    },
  )
  after(() => provider.stop())
})
