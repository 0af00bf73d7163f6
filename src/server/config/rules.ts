/** Rules that span keys: names that must exist, addresses that must differ, and what the law asks. */
import type { Context } from './context.ts'
import { unknownHours } from './hours.ts'
import { isOwnModule, kindOfMethod } from './methods.ts'
import { nearest } from './nearest.ts'
import { attributesOf } from './peers.ts'
import type { Problem } from './problems.ts'
import type { ConfigFile, CoreTable } from './schema.ts'

export function checkRules({ file, problems, warnings }: Context): void {
  const others = { ...file.auth, ...file.comm, ...file.rooms }
  if (!file.core && !file.desk && Object.keys(others).length === 0) {
    const remedy = 'Write at least one of [core], [auth.…], [comm.…], [desk] and [rooms.…].'
    problems.push({ key: 'file', message: 'names no part to run', remedy })
  }
  if (file.core) {
    checkTags(file.core, problems)
    checkPurposes(file.core, problems)
    checkHours(file.core, problems)
    checkStarts(file, file.core, problems)
    checkCallBacks(file, file.core, problems)
    checkClaims(file, file.core, problems)
    checkBsn(file.core, problems)
    warnOfLabels(file.core, warnings)
    warnOfNothing(file.core, warnings)
  }
  checkShown(file, problems)
  if (file.desk && Object.keys(file.comm).length === 0 && !file.desk.decryption_keys) {
    const remedy = 'Write the same decryption_keys and secret as the communication plugin has.'
    problems.push({ key: 'desk.decryption_keys', message: 'is missing', remedy })
  }
}

/** What employees see in groups, or under words of its own, is asked, and stands in one place. */
function checkShown({ core, desk, comm, rooms }: ConfigFile, problems: Problem[]): void {
  const tables = { core, desk, ...prefixed('comm', comm), ...prefixed('rooms', rooms) }
  for (const [key, table] of Object.entries(tables))
    for (const { tag, attributes, groups, labels } of table?.purposes ?? []) {
      const grouped = groups.flatMap((group) => group.attributes)
      const twice = grouped.filter((name, index) => grouped.indexOf(name) !== index)
      for (const name of unasked(grouped, attributes).concat(twice))
        problems.push({
          key: `${key}.purposes.${tag}.groups`,
          message: `has "${name}" ${twice.includes(name) ? 'twice' : 'and the purpose does not ask it'}`,
          remedy: 'Name in groups what stands in attributes, each once.',
        })
      for (const name of unasked(Object.keys(labels), attributes))
        problems.push({
          key: `${key}.purposes.${tag}.labels.${name}`,
          message: 'is for an attribute that the purpose does not ask',
          remedy: `Add it to attributes, or take it out of labels.`,
        })
    }
}

const prefixed = <Table>(kind: string, tables: Record<string, Table>): Record<string, Table> =>
  Object.fromEntries(Object.entries(tables).map(([tag, table]) => [`${kind}.${tag}`, table]))

const unasked = (names: string[], asked: string[]): string[] =>
  names.filter((name) => !asked.includes(name))

function checkTags(core: CoreTable, problems: Problem[]): void {
  for (const kind of ['auth_methods', 'comm_methods', 'purposes'] as const) {
    const seen = new Set<string>()
    for (const { tag } of core[kind]) {
      if (seen.has(tag)) {
        const remedy = 'Each tag names one: give one of them another.'
        problems.push({ key: `core.${kind}.${tag}`, message: 'stands there twice', remedy })
      }
      seen.add(tag)
    }
  }
}

function checkPurposes(core: CoreTable, problems: Problem[]): void {
  const known = {
    allowed_auth: ['auth_methods', core.auth_methods.map(({ tag }) => tag)],
    allowed_comm: ['comm_methods', core.comm_methods.map(({ tag }) => tag)],
  } as const
  for (const purpose of core.purposes) {
    for (const list of ['allowed_auth', 'allowed_comm'] as const) {
      const [table, tags] = known[list]
      for (const name of purpose[list].filter((name) => name !== '*' && !tags.includes(name))) {
        const meant = nearest(name, tags)
        problems.push({
          key: `core.purposes.${purpose.tag}.${list}`,
          message: `names "${name}", which is not one of [[core.${table}]]`,
          remedy: meant ? `Did you mean "${meant}"?` : `Add it there, or take it out of ${list}.`,
        })
      }
    }
  }
}

function checkHours(core: CoreTable, problems: Problem[]): void {
  const known = Object.keys(core.hours)
  for (const list of ['comm_methods', 'purposes'] as const)
    for (const { tag, hours } of core[list]) {
      if (hours === undefined || known.includes(hours)) continue
      problems.push(unknownHours(`core.${list}.${tag}.hours`, hours, known))
    }
}

/** A method runs somewhere: at `start`, or as a part that this file describes. */
function checkStarts(file: ConfigFile, core: CoreTable, problems: Problem[]): void {
  for (const [list, parts] of [
    ['auth_methods', file.auth],
    ['comm_methods', file.comm],
  ] as const) {
    for (const { tag, start } of core[list]) {
      if (start || parts[tag]) continue
      const table = list === 'auth_methods' ? 'auth' : 'comm'
      problems.push({
        key: `core.${list}.${tag}.start`,
        message: 'is missing',
        remedy: `Write where the plugin is, start = "https://…", or add a table [${table}.${tag}].`,
      })
    }
  }
}

/** A plugin that calls nobody back refuses every start to be called back. */
function checkCallBacks(file: ConfigFile, core: CoreTable, problems: Problem[]): void {
  for (const { tag, call_back } of core.comm_methods) {
    const part = file.comm[tag]
    if (call_back && part && !part.call_back)
      problems.push({
        key: `comm.${tag}.call_back`,
        message: 'is missing, and call_back of this method in [[core.comm_methods]] needs it',
        remedy: `Add a table [comm.${tag}.call_back].`,
      })
  }
}

/** A plugin that cannot give an attribute refuses every start of the purpose that asks for it. */
function checkClaims(file: ConfigFile, core: CoreTable, problems: Problem[]): void {
  for (const purpose of core.purposes) {
    for (const [tag, table] of Object.entries(file.auth)) {
      if (
        !allows(purpose.allowed_auth, tag) ||
        !core.auth_methods.some((method) => method.tag === tag)
      )
        continue
      const given = attributesOf(table)
      const list = isOwnModule(table)
        ? `auth.${tag}.attributes`
        : `[auth.${tag}.${kindOfMethod(table).attributesKey}]`
      const asked = purpose.terms[tag]?.attributes ?? purpose.attributes
      for (const attribute of asked.filter((name) => !given.includes(name))) {
        problems.push({
          key: `core.purposes.${purpose.tag}.attributes`,
          message: `asks for "${attribute}", which auth.${tag} does not give`,
          remedy: `Add ${attribute} to ${list}, or do not allow ${tag} for this purpose.`,
        })
      }
    }
  }
}

const allows = (list: readonly string[], tag: string): boolean =>
  list.includes('*') || list.includes(tag)

/** Wabb art. 10 and UAVG art. 46: the citizen service number only for a public task, and with a named basis in law. */
function checkBsn(core: CoreTable, problems: Problem[]): void {
  for (const purpose of core.purposes.filter(({ attributes }) => attributes.includes('bsn'))) {
    const key = `core.purposes.${purpose.tag}`
    if (!core.bsn_authorised) {
      const remedy =
        'Write bsn_authorised = true in [core] when the organisation may use the BSN by law, or take bsn out of the list.'
      problems.push({
        key: `${key}.attributes`,
        message: 'asks for the BSN without leave to use it',
        remedy,
      })
    }
    if (!purpose.legal_basis) {
      const remedy = 'Write the law that allows it: legal_basis = "Wet BRP art. 2.38".'
      problems.push({
        key: `${key}.legal_basis`,
        message: 'is missing, and the purpose asks for the BSN',
        remedy,
      })
    }
  }
}

function warnOfLabels(core: CoreTable, warnings: string[]): void {
  const labelled = Object.keys(core.attributes)
  if (labelled.length === 0) return
  const asked = new Set(core.purposes.flatMap(({ attributes }) => attributes))
  for (const tag of asked) {
    if (!labelled.includes(tag)) {
      warnings.push(
        `core.attributes.${tag} is missing: residents and employees see the bare word "${tag}".`,
      )
    }
  }
}

/** A plugin is asked for one attribute or more: a log-in for none comes to nothing. */
function warnOfNothing({ purposes }: CoreTable, warnings: string[]): void {
  for (const { tag, attributes, allowed_auth } of purposes) {
    if (attributes.length > 0 || allowed_auth.length === 0) continue
    warnings.push(
      `core.purposes.${tag} asks for no attributes, and plugins refuse such a log-in. Name attributes, or write allowed_auth = [].`,
    )
  }
}
