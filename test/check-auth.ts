/** The same authentication plugin twice: as our configuration file describes it, and as the checker is told of it. */
import { startDemoProvider, type DemoProvider } from '../examples/demo-provider/provider.ts'

const clientSecret = 'client-secret-of-the-conformance-test'

const clientIdOf = (auth: string): string => `id-contact-${new URL(auth).port}`

/** Where residents of these plugins log in. */
export const startProvider = (port: number, auths: string[]): Promise<DemoProvider> =>
  startDemoProvider({
    port,
    clients: auths.map((auth) => ({
      clientId: clientIdOf(auth),
      clientSecret,
      redirectUri: `${auth}/callback`,
    })),
  })

/** What the checker is told. Keys of the plugin in the folder `auth`, of the receiver in `comm`. */
export const checkAuth = (checker: string): string => `
listen = "${new URL(checker).host}"

[auth]
attributes = ["name", "email"]
keys = { file = "auth/signing.public.json" }
decryption_keys = { file = "comm/encryption.private.json" }

# The identity provider shows one page, with a form.
login = [{ fields = { person = "resident-1", level = "substantial", do = "login" } }]
cancel = [{ fields = { do = "cancel" } }]
`

/** What \`id-contact serve\` is told. */
export const serveAuth = (
  checker: string,
  auth: string,
  provider: string,
  dialect: string,
): string => `
[auth.login]
type = "oidc"
server_url = "${auth}"
secret = { file = "auth/secret" }
signing_keys = { file = "auth/signing.private.json" }
dialect = "${dialect}"
recipients = [{ keys = { file = "comm/encryption.public.json" } }]
continuation_origins = ["${checker}"]
attr_url_origins = ["${checker}"]
issuer = "${provider}"
client_id = "${clientIdOf(auth)}"
client_secret = "${clientSecret}"
scope = "openid profile email address"
claims = { name = "name", email = "email" }
acr = { low = "low", substantial = "substantial", high = "high" }
logout = "revoke"
`
