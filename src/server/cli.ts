#!/usr/bin/env node
/** The `id-contact` command. Exit codes: 0 done, 1 it could not be done, 2 the command line is not understood. */
import { parseArgs } from 'node:util'
import { isDialect } from '../protocol/dialect.ts'
import { ConfigError } from '../protocol/errors.ts'
import { writeAudit } from './audit.ts'
import { findBundles } from './bundles.ts'
import { loadConfig } from './config/index.ts'
import { nearest } from './config/nearest.ts'
import { nameOf } from './guard.ts'
import { type KeyKind, makeKeys } from './keys.ts'
import { serve } from './serve.ts'
import { stopOnSignal } from './stop.ts'

const help = `id-contact: contact with residents by phone, with verified details

  id-contact serve --config FILE [--part PART]... [--data DIR]
      Runs the parts that the file describes, or only those that are named:
      core, auth, auth.TAG, comm, comm.TAG, desk, rooms, rooms.TAG.
      Ctrl-C stops.

  id-contact check-config FILE [--part PART]... [--data DIR]
      Says what is wrong with a configuration file, without running anything.

  id-contact audit --config FILE [--since TIME] [--until TIME] [--json] [--data DIR]
      Shows what happened: times, purposes, methods, channels, agents, outcomes,
      never a value of anybody. TIME is as in 2026-11-25 or 2026-11-25T09:00:00Z.

  id-contact keys --out DIR [--alg EC|RSA]
      Makes keys for signing and encryption, and a secret. Never overwrites.

  id-contact check core|auth|comm|rooms URL --config FILE [--junit FILE]
                   [--dialect id-contact|verder-helpen] [--only NAME]...
      Plays the other roles against a running implementation, and says of each
      requirement of the protocol whether it is met. See docs/conformance.md.

  id-contact --help
  id-contact --version

  --data DIR    where relative paths to secrets, keys and conversations begin
                (default: data_dir in the file, else the folder of the file)

Environment variables stand in place of keys of the file:
ID_CONTACT_CORE_SERVER_URL, ID_CONTACT_CORE_SECRET_FILE, ... See docs/configuration.md.
`

const commands = ['serve', 'check-config', 'check', 'audit', 'keys']

/** A command line that is not understood. */
class Misuse extends Error {}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args)
  if (values.help) return say(help)
  if (values.version) return say(`${findBundles().version}\n`)
  const [command, ...operands] = positionals
  if (command === undefined) throw new Misuse('Name a command.')
  if (command === 'check') return checkPeer(operands, values)
  const file = command === 'check-config' ? operands.shift() : values.config
  if (operands.length > 0) throw new Misuse(`"${operands[0]}" is one word too many.`)
  const options = { dataDir: values.data, parts: values.part?.flatMap((part) => part.split(',')) }
  switch (command) {
    case 'serve':
      return runUntilStopped(required(file, '--config FILE'), options)
    case 'check-config':
      return check(required(file, 'FILE'), options)
    case 'audit':
      return showAudit(required(file, '--config FILE'), options, values)
    case 'keys':
      return writeKeys(required(values.out, '--out DIR'), values.alg)
  }
  const meant = nearest(command, commands)
  throw new Misuse(`"${command}" is no command.${meant ? ` Did you mean "${meant}"?` : ''}`)
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        config: { type: 'string', short: 'c' },
        data: { type: 'string' },
        part: { type: 'string', multiple: true },
        out: { type: 'string' },
        alg: { type: 'string' },
        dialect: { type: 'string' },
        junit: { type: 'string' },
        since: { type: 'string' },
        until: { type: 'string' },
        json: { type: 'boolean' },
        only: { type: 'string', multiple: true },
      },
    })
  } catch (error) {
    // Node's own sentence, up to its advice on how to write a positional argument.
    throw new Misuse((error as Error).message.split('. To specify')[0])
  }
}

function required(value: string | undefined, name: string): string {
  if (value) return value
  throw new Misuse(`${name} is missing.`)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

interface Options {
  dataDir?: string | undefined
  parts?: string[] | undefined
}

async function runUntilStopped(file: string, options: Options): Promise<number> {
  const running = await serve(file, options)
  warn(running.warnings)
  for (const { name, url, host, port } of running.parts) {
    process.stderr.write(`${name}: ${url} (listens on ${host}:${port})\n`)
  }
  process.stderr.write('Ready. Ctrl-C stops.\n')
  return stopOnSignal(running)
}

function check(file: string, options: Options): number {
  const { parts, warnings } = loadConfig(file, options)
  warn(warnings)
  return say(`${file} is good: ${parts.map(({ name }) => name).join(', ')}.\n`)
}

async function showAudit(
  file: string,
  options: Options,
  { since, until, json }: ReturnType<typeof parse>['values'],
): Promise<number> {
  const range = { since: moment(since, '--since'), until: moment(until, '--until') }
  await writeAudit(loadConfig(file, options), { ...range, json, write: say })
  return 0
}

/** A day begins at midnight UTC. */
function moment(text: string | undefined, name: string): Date | undefined {
  if (text === undefined) return undefined
  const isKnown = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  if (!isKnown || Number.isNaN(Date.parse(text)))
    throw new Misuse(`${name} is a day or a moment, such as 2026-11-25T09:00:00Z.`)
  return new Date(text)
}

async function checkPeer(
  operands: string[],
  { config, dialect = 'id-contact', junit, only: names }: ReturnType<typeof parse>['values'],
): Promise<number> {
  const { check, roles } = await import('./check/index.ts')
  const [word, url, surplus] = operands
  const role = roles.find((one) => one === word)
  if (!role) throw new Misuse(`Name what to check: ${roles.join(', ')}.`)
  if (!url || !/^https?:/.test(url) || !URL.canParse(url))
    throw new Misuse('Give the http(s) address of what to check.')
  if (surplus !== undefined) throw new Misuse(`"${surplus}" is one word too many.`)
  if (!isDialect(dialect)) throw new Misuse('--dialect is id-contact or verder-helpen.')
  const file = required(config, '--config FILE')
  const only = names?.flatMap((name) => name.split(','))
  const write = (text: string): void => void process.stdout.write(text)
  try {
    const { isMet } = await check({ role, url, config: file, dialect, junit, only, write })
    return isMet ? 0 : 1
  } catch (error) {
    // 1 is for a peer that does not do what it must.
    if (!(error instanceof ConfigError)) throw error
    explain(error)
    return 2
  }
}

async function writeKeys(folder: string, alg = 'EC'): Promise<number> {
  const kind = alg.toUpperCase()
  if (kind !== 'EC' && kind !== 'RSA') throw new Misuse('--alg is EC or RSA.')
  const paths = await makeKeys(folder, kind satisfies KeyKind)
  return say(`${paths.join('\n')}\n`)
}

const warn = (warnings: readonly string[]): void =>
  warnings.forEach((warning) => process.stderr.write(`Warning: ${warning}\n`))

/** What we foresaw comes as a sentence. Of anything else, name and code are told, and no words: they may hold a value. */
function explain(error: unknown): number {
  if (error instanceof Misuse) {
    process.stderr.write(`${error.message} See: id-contact --help\n`)
    return 2
  }
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
  else {
    const { name, code } = nameOf(error)
    process.stderr.write(`Unexpected: ${name}${code ? ` (${code})` : ''}\n`)
  }
  return 1
}

process.exit(await main(process.argv.slice(2)).catch(explain))
