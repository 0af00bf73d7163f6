/** A core between the plugins, the browser and the requestor that the checker plays. */
import { randomId } from '../../../protocol/digest.ts'
import { importKeySet, type KeySet } from '../../../protocol/keys.ts'
import { objectIn, postJson, told, type Answer, type Asking } from '../ask.ts'
import { createBrowser, type Browser } from '../browser.ts'
import { stopAtProblems, type CheckConfig, type CoreTable } from '../config.ts'
import { expect, need } from '../requirement.ts'
import type { Received, Stage } from '../stage.ts'
import type { Tools } from '../tools.ts'

export type AuthMethod = CoreTable['auth_methods'][number]
type CommMethod = CoreTable['comm_methods'][number]
export type Purpose = CoreTable['purposes'][number]

export interface Choice {
  purpose: Purpose
  auth: AuthMethod
  comm: CommMethod
}

export interface CoreScene extends Readonly<Tools> {
  readonly settings: CoreTable
  /** Signs requests for authentication during a conversation, when the configuration names a requestor. */
  readonly requestor: { kid: string; keys: KeySet } | undefined
  /** Verifies what is told to the page with the telephone number. */
  readonly telephoneKeys: KeySet | undefined
  browser(): Browser
  /** The first purpose and methods of the configuration that fit. @throws Skip when there are none */
  choose(wanted?: Wanted): Choice
  /** Plays both plugins of a choice, and forgets what came in before. */
  play(choice: Choice, answers?: Answers): Played
  /** `POST /start` for an answer in JSON. */
  start(body: unknown, asking?: Asking): Promise<Answer>
}

export interface Wanted {
  /** What it must be called in a skip: `no method with disable_attr_url`. */
  reason?: string
  purpose?: (purpose: Purpose) => boolean
  auth?: (method: AuthMethod) => boolean
  comm?: (method: CommMethod) => boolean
}

export interface Answers {
  /** Whether the communication plugin wants the result posted. Default true. */
  attrUrl?: boolean
  /** What it answers as `client_url`. Default: a page of its own. */
  clientUrl?: string
  /** Further members of its answer. */
  extra?: object
  /** Instead of its answer, or of the authentication plugin's. */
  comm?: () => Response | Promise<Response>
  auth?: () => Response | Promise<Response>
}

export interface Played {
  clientUrl: string
  attrUrl: string
  loginUrl: string
  /** What the communication plugin was asked, and the authentication plugin. */
  communication(): Received[]
  authentication(): Received[]
  /** What was posted to `attrUrl`. */
  results(): Received[]
  /** Whatever came to any plugin. */
  starts(): Received[]
}

export async function coreScene(config: CheckConfig, tools: Tools): Promise<CoreScene> {
  const { target, ask, stage } = tools
  const settings = config.file.core!
  const { requestor, ui_tel_keys } = settings
  const { sources } = config
  const requestorKeys =
    requestor && sources.privateKeys('core.requestor.keys', requestor.keys, 'sig')
  const telephone = ui_tel_keys && sources.publicKeys('core.ui_tel_keys', ui_tel_keys, 'sig')
  stopAtProblems(config)
  const startOf = ({ tag, start }: { tag: string; start?: string }): string =>
    start ?? `${stage.address}/${tag}`
  return {
    ...tools,
    settings,
    requestor: requestor && {
      kid: requestor.kid,
      keys: await importKeySet(
        // The header names the key as the core knows it.
        requestorKeys!.slice(0, 1).map((jwk) => ({ ...jwk, kid: requestor.kid })),
        'sign',
      ),
    },
    telephoneKeys: telephone && (await importKeySet(telephone, 'verify')),
    browser: () => createBrowser(ask),
    choose: (wanted) => choose(settings, wanted),
    play: (choice, answers) => play(stage, choice, startOf, answers),
    start: (body, asking = {}) => {
      const json = postJson(body)
      return ask(`${target}/start`, {
        ...json,
        ...asking,
        headers: { ...json.headers, ...asking.headers },
      })
    },
  }
}

function choose(
  { purposes, auth_methods, comm_methods }: CoreTable,
  { reason, purpose: wanted, auth: isAuth = isPlainAuth, comm: isComm = isPlainComm }: Wanted = {},
): Choice {
  for (const purpose of purposes) {
    if (purpose.closed || (wanted && !wanted(purpose))) continue
    const auth = allowed(auth_methods, purpose.allowed_auth).find(isAuth)
    const comm = allowed(comm_methods, purpose.allowed_comm).find(isComm)
    if (auth && comm) return { purpose, auth, comm }
  }
  need(false, `not configured: ${reason ?? 'a purpose with a plain method of each kind'}`)
}

/** In the order in which they are named. */
export const allowed = <M extends { tag: string }>(methods: M[], tags: string[]): M[] =>
  tags.includes('*')
    ? methods
    : [...new Set(tags)].flatMap((named) => methods.filter(({ tag }) => tag === named))

const isPlainAuth = (method: AuthMethod): boolean =>
  !method.disable_attr_url && !method.shim_tel_url
const isPlainComm = (method: CommMethod): boolean => !method.disable_attributes_at_start

function play(
  stage: Stage,
  { auth, comm }: Choice,
  startOf: (method: { tag: string; start?: string }) => string,
  answers: Answers = {},
): Played {
  const { attrUrl: isPosted = true, extra } = answers
  const here = `${stage.address}/played/${randomId()}`
  const clientUrl = answers.clientUrl ?? `${here}/client?kept=1`
  const attrUrl = `${here}/result`
  const loginUrl = `${here}/login`
  const communicationAt = `${startOf(comm)}/start_communication`
  const authenticationAt = `${startOf(auth)}/start_authentication`
  stage.clear()
  stage.play(
    communicationAt,
    answers.comm ??
      (() =>
        Response.json({ client_url: clientUrl, ...(isPosted && { attr_url: attrUrl }), ...extra })),
  )
  stage.play(authenticationAt, answers.auth ?? (() => Response.json({ client_url: loginUrl })))
  const at = (url: string) => (): Received[] =>
    stage.received.filter(({ method, url: to }) => method === 'POST' && to === url)
  return {
    clientUrl,
    attrUrl,
    loginUrl,
    communication: at(communicationAt),
    authentication: at(authenticationAt),
    results: at(attrUrl),
    starts: () =>
      stage.received.filter(({ url }) => /\/start_(communication|authentication)$/.test(url)),
  }
}

/** The body of a start in the full flow. */
export const bodyOf = ({ purpose, auth, comm }: Choice): Record<string, string> => ({
  purpose: purpose.tag,
  auth_method: auth.tag,
  comm_method: comm.tag,
})

/** `client_url` of an answer that has to be good. @throws Unmet */
export function clientUrlOf(answer: Answer): string {
  const { client_url } = objectIn(answer.text) ?? {}
  const isGood = answer.status === 200 && answer.type === 'application/json'
  expect(isGood && typeof client_url === 'string', '200 with client_url in JSON', told(answer))
  return client_url
}

/** What a plugin was told. @throws Unmet when it was not asked exactly once, or not in JSON */
export function messageIn(received: Received[], what: string): Record<string, unknown> {
  expect(received.length === 1, `one ${what}`, String(received.length))
  const [{ type, body }] = received as [Received]
  const message = objectIn(body)
  expect(type === 'application/json' && message, `${what} in JSON`, type || 'no content type')
  return message
}
