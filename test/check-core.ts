/** The same core twice: as our configuration file describes it, and as the checker is told of it. */

/** Methods, purposes and time-out, at the address where the checker plays the plugins. */
export const choices = (checker: string): string => `
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
]
plugin_timeout = 1
`

/** What the checker is told. Keys of the core in the folder `core`, of the requestor in `requestor`. */
export const checkCore = (checker: string): string => `
listen = "${new URL(checker).host}"

[core]
return_url = "${checker}/page"
ui_tel_url = "${checker}/telephone/"
ui_tel_keys = { file = "core/signing.public.json" }
${choices(checker)}
[core.requestor]
kid = "rooms"
keys = { file = "requestor/signing.private.json" }
`

/** What `id-contact serve` is told. */
export const serveCore = (checker: string, core: string): string => `
[core]
server_url = "${core}"
secret = { file = "core/secret" }
signing_keys = { file = "core/signing.private.json" }
allowed_origins = ["${checker}"]
${choices(checker)}
[core.requestors.rooms]
keys = { file = "requestor/signing.public.json" }
origins = ["${checker}"]
`
