/** The same core twice: as our configuration file describes it, and as the checker is told of it. */
import { mkdirSync } from 'node:fs'
import { command, type Bench } from './checked.ts'

/** Methods, purposes and time-out, at the address where the checker plays the plugins. `hours` closes a purpose. */
export const choices = (checker: string, hours = ''): string => `
auth_methods = [
  { tag = "login", start = "${checker}/login" },
  { tag = "browser", start = "${checker}/browser", disable_attr_url = true },
  { tag = "screen", start = "${checker}/screen", shim_tel_url = true },
]
comm_methods = [
  { tag = "talk", start = "${checker}/talk" },
  { tag = "late", start = "${checker}/late", disable_attributes_at_start = true },
]
purposes = [
  { tag = "everything", attributes = ["name", "email"], allowed_auth = ["*"], allowed_comm = ["*"] },
  { tag = "some", attributes = ["name"], allowed_auth = ["screen", "login"], allowed_comm = ["talk"] },
  { tag = "open", attributes = ["name"], allowed_auth = ["login"], allowed_comm = ["talk"], allow_unauthenticated = true },
${hours && `  { tag = "shut", attributes = ["name"], allowed_auth = ["login"], allowed_comm = ["talk"], ${hours} },\n`}]
plugin_timeout = 3
`

/** What the checker is told. Keys of the core in the folder `core`, of the requestor in `requestor`. */
export const checkCore = ({ checker, folder }: Bench): string => `
listen = "${new URL(checker).host}"

[core]
return_url = "${checker}/page"
ui_tel_url = "${checker}/telephone/"
ui_tel_keys = { file = "core/signing.public.json" }
${choices(checker, 'closed = true')}
[core.requestor]
kid = "rooms"
keys = { file = "requestor/signing.private.json" }

[core.startup]
unknown_method = ${serving(folder, 'unknown-method.toml')}
short_secret = ${serving(folder, 'short-secret.toml')}
timeout = 60
`

const serving = (folder: string, file: string): string =>
  JSON.stringify([...command, 'serve', '--config', `${folder}/${file}`])

/** Beside it, a picture, and what a core must not start with. */
export function writeForCore(bench: Bench): void {
  mkdirSync(`${bench.folder}/static`)
  bench.write('static/talk.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const good = serveCore(bench.checker, bench.at(1))
  bench.write(
    'unknown-method.toml',
    good.replace('allowed_comm = ["talk"]', 'allowed_comm = ["no_such_tag"]'),
  )
  bench.write('short-secret.toml', good.replace('{ file = "core/secret" }', '"short"'))
}

/** On one day of the week, which is not this one. */
const dayAfterTomorrow = (): string =>
  new Date(Date.now() + 2 * 24 * 60 * 60 * 1000)
    .toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
    .toLowerCase()

/** What `id-contact serve` is told. */
export const serveCore = (checker: string, core: string): string => `
[core]
server_url = "${core}"
secret = { file = "core/secret" }
signing_keys = { file = "core/signing.private.json" }
allowed_origins = ["${checker}"]
static_dir = "static"
${choices(checker, 'hours = "later"').replace('{ tag = "talk", ', '{ tag = "talk", call_back = {}, image_path = "/static/talk.svg", ')}
[core.hours.later]
time_zone = "UTC"
${dayAfterTomorrow()} = ["00:00-24:00"]

[core.requestors.rooms]
keys = { file = "requestor/signing.public.json" }
origins = ["${checker}"]
`
