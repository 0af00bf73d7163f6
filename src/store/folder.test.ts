import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../protocol/errors.ts'
import { lockFolder } from './folder-lock.ts'
import { openStore } from './index.ts'
import { unpackImage } from './testing/image.ts'
import { conversation, tally, temporaryFolder, times, until } from './testing/stores.ts'

const holder = fileURLToPath(new URL('testing/holder.ts', import.meta.url))

let folder: string
const children = new Set<ChildProcess>()

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await Promise.all([...children].map(kill))
  rmSync(folder, { recursive: true, force: true })
})

interface Child {
  process: ChildProcess
  lines: string[]
  /** The first line, or the empty text when it ended without one. */
  first: Promise<string>
}

function start(task: 'hold' | 'write' | 'lock'): Child {
  const process_ = spawn(process.execPath, [holder, folder, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(process_)
  const lines: string[] = []
  const first = new Promise<string>((resolve) => {
    createInterface({ input: process_.stdout })
      .on('line', (line) => {
        lines.push(line)
        resolve(line)
      })
      .on('close', () => resolve(''))
  })
  return { process: process_, lines, first }
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

const inUse = { name: 'ConfigError', key: 'store.folder', message: /Another process/ }

describe('a folder', () => {
  it('keeps everything when it is closed and opened', async () => {
    await unpackImage(folder)
    const store = await openStore({ dataDir: folder })
    await store.start(conversation({ id: 'a' }))
    await store.close()
    assert.equal(existsSync(join(folder, 'lock')), false)
    const again = await openStore({ dataDir: folder })
    const row = await again.byId('a')
    await again.close()
    assert.equal(row?.state, 'starting')
  })

  it('is made, for its owner alone', async () => {
    const deep = join(folder, 'not', 'there')
    const store = await openStore({ dataDir: deep })
    await store.close()
    assert.equal(statSync(deep).mode & 0o777, 0o700)
  })

  it('loses nothing that was answered for when its process is killed', async () => {
    await unpackImage(folder)
    const answered: string[] = []
    for (const [count, after] of [
      [1, 0],
      [20, 3],
      [60, 11],
      [130, 29],
    ] as const) {
      const child = start('write')
      assert.equal(await child.first, 'open', 'the lock of the killed one is taken over')
      // Not at the same point of its work each time.
      await until(() => child.lines.length > count, 30_000)
      await pause(after)
      await kill(child.process)
      answered.push(...child.lines.slice(1))
    }
    assert.ok(answered.length > 200)
    const store = await openStore({ dataDir: folder })
    const states: (string | undefined)[] = []
    for (const id of answered) states.push((await store.byId(id))?.state)
    assert.deepEqual(tally(states), { authenticating: answered.length })
    assert.equal(await store.attachResult(answered[0]!, { result: 'x', jti: 'y' }), 'ignored')
    await store.start(conversation({ id: 'fresh' }))
    const replayed = await store.attachResult('fresh', { result: 'x', jti: answered[0]! })
    await store.close()
    assert.equal(replayed, 'replayed', 'the used tokens are there as well')
  })

  it('opens after its process was killed while it made the database', async () => {
    for (const after of [500, 1300]) {
      const child = start('hold')
      await Promise.race([pause(after), child.first])
      await kill(child.process)
    }
    // Whatever the timing was, this is what such a kill leaves.
    rmSync(join(folder, 'database'), { recursive: true, force: true })
    mkdirSync(join(folder, 'database.new', 'base'), { recursive: true })
    writeFileSync(join(folder, 'database.new', 'postgresql.conf'), '')
    const store = await openStore({ dataDir: folder })
    await store.start(conversation({ id: 'a' }))
    await store.close()
  })

  it('is refused while another process has it, and free when that is dead', async () => {
    await unpackImage(folder)
    const child = start('hold')
    assert.equal(await child.first, 'open')
    await assert.rejects(openStore({ dataDir: folder }), inUse)
    await kill(child.process)
    const store = await openStore({ dataDir: folder })
    assert.equal(await start('hold').first, 'refused store.folder')
    await store.close()
  })

  it('is refused to the process that has it already', async () => {
    await unpackImage(folder)
    const store = await openStore({ dataDir: folder })
    await assert.rejects(openStore({ dataDir: folder }), inUse)
    assert.deepEqual(await store.waiting(), [], 'the first goes on')
    await store.close()
    await (await openStore({ dataDir: folder })).close()
  })

  it('is free again when it could not be opened', async () => {
    const database = join(folder, 'database')
    mkdirSync(database)
    writeFileSync(join(database, 'PG_VERSION'), 'nonsense')
    await assert.rejects(openStore({ dataDir: folder }), {
      name: 'ConfigError',
      key: 'store.folder',
    })
    rmSync(database, { recursive: true })
    await unpackImage(folder)
    await (await openStore({ dataDir: folder })).close()
  })

  for (const place of ['/dev/null', '/dev/null/x', 'nul \0 inside'])
    it(`is refused where none can be: ${JSON.stringify(place)}`, async () => {
      await assert.rejects(openStore({ dataDir: place }), {
        name: 'ConfigError',
        key: 'store.folder',
      })
    })
})

describe('the lock of a folder', () => {
  const file = (): string => join(folder, 'lock')
  /** What a lock of this process looks like, with other members. */
  const left = (more: object): void => {
    const unlock = lockFolder(folder)
    const mine = JSON.parse(readFileSync(file(), 'utf8')) as object
    unlock()
    writeFileSync(file(), JSON.stringify({ ...mine, token: 'another', ...more }))
  }
  const age = (seconds: number): void => {
    const then = new Date(Date.now() - seconds * 1000)
    utimesSync(file(), then, then)
  }
  const refused = (): void => {
    const before = readFileSync(file(), 'utf8')
    assert.throws(() => lockFolder(folder), ConfigError)
    assert.equal(readFileSync(file(), 'utf8'), before)
  }
  const taken = (): void => lockFolder(folder)()

  it('is taken over when its process number now belongs to another process', () => {
    left({ pid: process.ppid, started: '1' })
    taken()
  })

  it('is taken over from an earlier process with our number, as in containers', () => {
    left({ started: '1' })
    taken()
    left({})
    taken()
  })

  it('stands while an owner elsewhere shows that it lives', () => {
    left({ place: 'another container', pid: 1 })
    refused()
    age(25)
    refused()
    age(31)
    taken()
  })

  it('stands while it is being written, and not for ever', () => {
    writeFileSync(file(), '')
    refused()
    writeFileSync(file(), '{"pid":-1}')
    refused()
    age(31)
    taken()
  })

  it('is taken over by one at a time, and not blocked for ever by one that died at it', () => {
    left({ started: '1' })
    const turn = join(folder, 'lock.turn')
    writeFileSync(turn, '')
    refused()
    assert.ok(existsSync(turn))
    const then = new Date(Date.now() - 31_000)
    utimesSync(turn, then, then)
    refused()
    taken()
    assert.equal(existsSync(turn), false)
  })

  it('is not removed by who has it no more', () => {
    const unlock = lockFolder(folder)
    writeFileSync(file(), JSON.stringify({ pid: 1, started: '', place: '', token: 'new owner' }))
    unlock()
    assert.ok(existsSync(file()))
  })

  it('goes to one of 8 processes that find it stale at once', async () => {
    const dead = start('lock')
    await dead.first
    await kill(dead.process)
    const answers = await Promise.all(times(8, () => start('lock').first))
    assert.deepEqual(tally(answers), { open: 1, 'refused store.folder': 7 })
  })
})
