/**
 * One process at a time in a folder: two PGlites in one folder destroy it, and PGlite itself does not look. Node has no lock that the
 * operating system frees at the end of a process, so a file says who is in, in a way that tells a dead owner from a living one.
 */
import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../protocol/errors.ts'

interface Owner {
  pid: number
  /** When the process started, where the system tells: numbers of processes are used again, in containers at every start. */
  started: string
  /** Where the number of the process means something: another container or machine may share the folder. */
  place: string
  /** Tells two locks of one process apart. */
  token: string
}

/** An owner elsewhere cannot be asked. It shows that it lives by the time of the file. */
const beat = 5_000
const silent = 30_000

/** The locks of this process. */
const held = new Set<string>()

/**
 * @returns what frees the folder
 * @throws ConfigError when a living process has the folder, or it cannot be written to
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock')
  const owner = self()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    take(file, owner)
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const remedy = 'Choose a folder that this process may make and write to.'
    throw new ConfigError('store.folder', remedy, { cause: error })
  }
  held.add(owner.token)
  const heart = setInterval(() => touch(file), beat)
  heart.unref()
  return () => {
    clearInterval(heart)
    if (held.delete(owner.token) && read(file)?.token === owner.token) rmSync(file, { force: true })
  }
}

function take(file: string, owner: Owner): void {
  if (written(file, owner)) return
  if (lives(read(file), file)) throw inUse()
  takeOver(file, owner)
}

/**
 * Puts our file in the place of a dead owner's. Of several processes that found it dead one may do so at a time: the slower would
 * otherwise take away what the faster has put there since.
 */
function takeOver(file: string, owner: Owner): void {
  const turn = `${file}.turn`
  if (!written(turn, owner)) {
    // A turn takes milliseconds. One that was never finished is cleared for the next who tries.
    if (Date.now() - changedAt(turn) >= silent) rmSync(turn, { force: true })
    throw inUse()
  }
  try {
    if (lives(read(file), file)) throw inUse()
    rmSync(file, { force: true })
    if (!written(file, owner)) throw inUse()
  } finally {
    rmSync(turn, { force: true })
  }
}

/** `wx` fails when the file is there, so of two processes one wins. */
function written(file: string, owner: Owner): boolean {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

function lives(owner: Owner | undefined, file: string): boolean {
  const me = self()
  if (!owner || owner.place !== me.place) return Date.now() - changedAt(file) < silent
  if (owner.pid === process.pid && owner.started === me.started) return held.has(owner.token)
  return isRunning(owner.pid) && startOf(owner.pid) === owner.started
}

function self(): Owner {
  return {
    pid: process.pid,
    started: startOf(process.pid),
    place: `${hostname()} ${fromSystem(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))} ${fromSystem(() => readlinkSync('/proc/self/ns/pid'))}`,
    token: randomUUID(),
  }
}

/** Field 22 of proc_pid_stat(5). The name of the program, field 2, may hold spaces and brackets. */
function startOf(pid: number): string {
  const stat = fromSystem(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function fromSystem(ask: () => string): string {
  try {
    return ask().trim()
  } catch {
    return ''
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function read(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Owner
    return Number.isInteger(owner.pid) && owner.pid > 0 ? owner : undefined
  } catch {
    return undefined
  }
}

function changedAt(file: string): number {
  try {
    return statSync(file).mtimeMs
  } catch {
    return 0
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // A beat that is missed does no harm; a folder that is gone shows at the next write.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function inUse(): ConfigError {
  const remedy =
    'Another process uses this folder. Stop it, choose another folder, or set database_url for several processes.'
  return new ConfigError('store.folder', remedy)
}
