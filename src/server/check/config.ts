/** What the checker is told of the implementation that it looks at: one TOML file, with the names of our own configuration file. */
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'smol-toml'
import * as v from 'valibot'
import { parseListen, type Listen } from '../config/context.ts'
import { InvalidConfig, problemOf, type Problem } from '../config/problems.ts'
import { createSources, type Sources } from '../config/sources.ts'
import {
  beginning,
  keys,
  listen,
  seconds,
  secret,
  tag,
  text,
  webAddress,
} from '../../protocol/settings.ts'
import { wayIn } from './login.ts'
import { hostTable } from './rooms/host-browser.ts'
import type { Role } from './requirement.ts'

const { optional, strictObject } = v
const flag = optional(v.boolean(), false)

/** A program and its arguments. */
const command = v.pipe(v.array(text), v.nonEmpty('must name a program'))

const coreTable = strictObject({
  /** As it stands in handovers. Default: the address that is checked. */
  server_url: optional(webAddress),
  /** `start` of a method must be an address of the checker. Default: `{address}/{tag}`. */
  auth_methods: v.array(
    strictObject({
      tag,
      start: optional(webAddress),
      disable_attr_url: flag,
      shim_tel_url: flag,
    }),
  ),
  comm_methods: v.array(
    strictObject({ tag, start: optional(webAddress), disable_attributes_at_start: flag }),
  ),
  purposes: v.array(
    strictObject({
      tag,
      attributes: v.array(text),
      allowed_auth: v.array(text),
      allowed_comm: v.array(text),
      allow_unauthenticated: flag,
      /** Its opening hours are such that nobody can start now. */
      closed: flag,
    }),
  ),
  plugin_timeout: optional(seconds(0.1, 30), 5),
  requestor: optional(strictObject({ kid: text, keys })),
  ui_tel_url: optional(webAddress),
  ui_tel_keys: optional(keys),
  return_url: optional(webAddress),
  /** Commands that start the core with a mistake in its configuration. They must end by themselves, with an error. */
  startup: optional(
    strictObject({
      unknown_method: optional(command),
      short_secret: optional(command),
      /** Seconds. */
      timeout: optional(seconds(1, 120), 30),
    }),
  ),
})

const authTable = strictObject({
  /** As it stands in results. Default: the address that is checked. */
  server_url: optional(webAddress),
  attributes: v.pipe(v.array(text), v.nonEmpty('must name at least one attribute')),
  keys,
  decryption_keys: keys,
  audience: optional(webAddress),
  login: wayIn,
  cancel: optional(wayIn),
  login_timeout: optional(seconds(1, 3600), 300),
})

/** An authentication plugin that the checker plays. */
const otherLoginTable = strictObject({
  tag: optional(tag, 'login'),
  /** As it stands in results. Default: the address of the checker. */
  server_url: optional(webAddress),
  keys,
})
const loginTable = strictObject({ ...otherLoginTable.entries, attributes: v.array(text) })

/** A core that hands over. Without it, the checker plays a published one. */
const handingOver = strictObject({ server_url: optional(webAddress), keys })

const commTable = strictObject({
  purpose: tag,
  comm_method: optional(tag),
  encryption_keys: keys,
  login: loginTable,
  other_login: optional(otherLoginTable),
  core: optional(handingOver),
  /** Seconds after which a plugin says again that the resident is active. */
  activity: optional(seconds(1, 600)),
  /** A number that this plugin would call back. */
  call_back: optional(text),
  /** A telephone platform: its key, and the token of an employee. The published plugin asks for neither. */
  platform: optional(strictObject({ api_key: optional(secret), token: optional(secret) })),
  /** Authentication during a conversation: the desk with the token of an employee, and the keys with which the plugin asks the core. */
  during: optional(
    strictObject({
      desk: webAddress,
      token: secret,
      keys,
      kid: text,
      return_url: optional(webAddress),
    }),
  ),
})

const roomsTable = strictObject({
  purpose: tag,
  guest_secret: secret,
  host_secret: secret,
  keys,
  /** Under which name the core knows them. */
  kid: text,
  encryption_keys: keys,
  /** The choosing page. Default: whatever page the guest is sent to. */
  widget_url: optional(beginning),
  login: loginTable,
  other_login: optional(otherLoginTable),
  core: optional(handingOver),
  host: optional(hostTable),
  /** Seconds after which nothing is left of guests of whom nothing was heard. */
  idle: optional(seconds(1, 4000)),
  /** Seconds after which a part says again that a guest is active, when a host looks. */
  activity: optional(seconds(1, 600)),
})

/** What may stand in the file. */
export const file = strictObject({
  listen,
  address: optional(webAddress),
  timeout: optional(seconds(1, 120), 10),
  core: optional(coreTable),
  auth: optional(authTable),
  comm: optional(commTable),
  rooms: optional(roomsTable),
})

type CheckFile = v.InferOutput<typeof file>
export type AuthTable = v.InferOutput<typeof authTable>
export type CommTable = v.InferOutput<typeof commTable>
export type RoomsTable = v.InferOutput<typeof roomsTable>
export type CoreTable = v.InferOutput<typeof coreTable>

export interface CheckConfig {
  listen: Listen
  /** How peers and browsers reach what listens there. Without a slash at its end. */
  address: string
  /** Milliseconds for one request. */
  timeout: number
  file: CheckFile
  /** Reads keys; what cannot be read is in `problems`. */
  sources: Sources
  problems: Problem[]
}

/** @throws InvalidConfig */
export function readCheckConfig(path: string, role: Role): CheckConfig {
  const raw = readTable(path)
  const result = v.safeParse(file, raw)
  if (!result.success)
    throw new InvalidConfig(result.issues.map((issue) => inOurDocs(problemOf(issue, file, raw))))
  const table = result.output
  if (!(role in table)) {
    const remedy = 'See docs/conformance.md for an example.'
    throw new InvalidConfig([{ key: role, message: 'is missing', remedy }])
  }
  const at = parseListen(table.listen)
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  const problems: Problem[] = []
  return {
    listen: at,
    address: table.address ?? `http://${host}:${at.port}`,
    timeout: table.timeout * 1000,
    file: table,
    sources: createSources(dirname(resolve(path)), problems, []),
    problems,
  }
}

/** @throws InvalidConfig when a key could not be read */
export function stopAtProblems({ problems }: CheckConfig): void {
  if (problems.length > 0) throw new InvalidConfig(problems)
}

function readTable(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const { code, line } = error as { code?: string; line?: number }
    const message = code ? `cannot be read (${code})` : `is not TOML, at line ${line}`
    const remedy = 'Name the file with --config FILE; docs/conformance.md has an example.'
    throw new InvalidConfig([{ key: path, message, remedy }])
  }
}

const inOurDocs = (problem: Problem): Problem => ({
  ...problem,
  remedy: problem.remedy.replace('docs/configuration.md', 'docs/conformance.md'),
})
