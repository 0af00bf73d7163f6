/** An authentication plugin between the core, the communication plugin and the browser that the checker plays. */
import { randomId } from '../../../protocol/digest.ts'
import { importKeySet, type KeySet } from '../../../protocol/keys.ts'
import { objectIn, postJson, told, type Answer } from '../ask.ts'
import { createBrowser } from '../browser.ts'
import { stopAtProblems, type AuthTable, type CheckConfig } from '../config.ts'
import { logIn, type WayIn } from '../login.ts'
import { expect, need } from '../requirement.ts'
import type { Received } from '../stage.ts'
import type { Tools } from '../tools.ts'

/** What came of one attempt to log in. */
export interface Attempt {
  continuation: string
  attrUrl: string
  /** What was posted to `attrUrl`. */
  posted: Received[]
  /** Whether something was posted before the browser arrived. */
  isPostedFirst: boolean
  /** With what address the browser arrived at `continuation`. */
  arrival: URL
  /** Further members of the start. */
  extra: Record<string, string>
}

export interface AuthScene extends Readonly<Tools> {
  readonly settings: AuthTable
  readonly verificationKeys: KeySet
  readonly decryptionKeys: KeySet
  start(changes?: Record<string, unknown>): Promise<Answer>
  /** A log-in whose result is posted; one whose result comes with the browser; one that the resident stops; one with a binding. Each is made once. */
  posted(): Promise<Attempt>
  carried(): Promise<Attempt>
  cancelled(): Promise<Attempt>
  bound(): Promise<Attempt>
}

export async function authScene(config: CheckConfig, tools: Tools): Promise<AuthScene> {
  const { target, ask, stage, write } = tools
  const settings = config.file.auth!
  const { sources } = config
  const publicKeys = sources.publicKeys('auth.keys', settings.keys, 'sig')
  const privateKeys = sources.privateKeys('auth.decryption_keys', settings.decryption_keys, 'enc')
  stopAtProblems(config)

  const start = (changes: Record<string, unknown> = {}): Promise<Answer> => {
    const { attributes } = settings
    const message = { attributes, continuation: `${stage.address}/back`, ...changes }
    return ask(`${target}/start_authentication`, postJson(message))
  }

  async function attempt(
    way: WayIn,
    wish: string,
    { isPosted = true, extra = {} as Record<string, string> } = {},
  ): Promise<Attempt> {
    const here = `${stage.address}/played/${randomId()}`
    const continuation = `${here}/back?kept=1`
    const attrUrl = `${here}/result`
    stage.clear()
    const arrived = new Promise<void>((resolve) =>
      stage.play(`${here}/back`, () => {
        resolve()
        return new Response('The checker was here.')
      }),
    )
    const url = clientUrlOf(
      await start({ continuation, ...(isPosted && { attr_url: attrUrl }), ...extra }),
    )
    const signal = AbortSignal.timeout(settings.login_timeout * 1000)
    const browser = createBrowser(ask)
    const { path } = sources
    await logIn(way, { url, browser, signal, arrived, write, wish, path })
    const isResult = ({ method, url: to }: Received): boolean => method === 'POST' && to === attrUrl
    const isBack = ({ url: to }: Received): boolean => to.startsWith(`${here}/back`)
    const { received } = stage
    const arrival = received.find(isBack)!
    return {
      continuation,
      attrUrl,
      posted: received.filter(isResult),
      isPostedFirst: received.slice(0, received.indexOf(arrival)).some(isResult),
      arrival: new URL(arrival.url),
      extra,
    }
  }

  const { login, cancel } = settings
  const extra = {
    binding: randomId(),
    audience: settings.audience ?? stage.address,
    purpose: 'check',
    auth_method: 'check',
  }
  return {
    ...tools,
    settings,
    verificationKeys: await importKeySet(publicKeys, 'verify'),
    decryptionKeys: await importKeySet(privateKeys, 'decrypt'),
    start,
    posted: once(() => attempt(login, 'Log in')),
    carried: once(() => attempt(login, 'Log in once more', { isPosted: false })),
    cancelled: once(() => {
      need(cancel, 'not configured: auth.cancel')
      return attempt(cancel, 'Begin to log in, and stop,')
    }),
    bound: once(() => attempt(login, 'Log in a last time', { extra })),
  }
}

/** Several requirements look at one log-in. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= Promise.resolve().then(make))
}

/** @throws Unmet */
export function clientUrlOf(answer: Answer): string {
  const { client_url } = objectIn(answer.text) ?? {}
  const isGood =
    answer.status === 200 &&
    answer.type === 'application/json' &&
    typeof client_url === 'string' &&
    /^https?:/.test(client_url) &&
    URL.canParse(client_url)
  expect(isGood, '200 with client_url, a web address, in JSON', told(answer))
  return client_url
}
