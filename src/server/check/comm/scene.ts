/** A communication plugin between the core, the authentication plugin and the browser that the checker plays. */
import { randomId } from '../../../protocol/digest.ts'
import { importKeySet, type KeySet } from '../../../protocol/keys.ts'
import { withQuery } from '../../../protocol/url.ts'
import { isMissing, objectIn, postJson, postToken, told, type Answer } from '../ask.ts'
import { createBrowser, type Arrival, type Browser } from '../browser.ts'
import { stopAtProblems, type CheckConfig, type CommTable } from '../config.ts'
import type { Claims, Parties } from '../made.ts'
import {
  claimsOf,
  handoverWith,
  resultOf,
  type Attempt,
  type HandoverChanges,
  type Receiver,
} from '../receiver/receiver.ts'
import { expect, need } from '../requirement.ts'
import type { Tools } from '../tools.ts'

/** What a start came to. */
export interface Conversation extends Attempt {
  clientUrl: string
  attrUrl: string | undefined
}

export interface CommScene extends Readonly<Tools>, Receiver<Conversation> {
  readonly settings: CommTable
  /** What shows who asks, where a telephone platform is played. */
  readonly platform: { apiKey: string | undefined; token: string | undefined } | undefined
  /** What it takes to look at authentication during a conversation. */
  readonly during: During | undefined
  browser(): Browser
  start(changes?: object): Promise<Answer>
  handover(conversation: Conversation, changes?: HandoverChanges): Promise<string>
  /** The browser comes to `client_url`, in the way in which this plugin expects it. */
  land(conversation: Conversation, options?: Landing): Promise<Arrival>
}

export interface During {
  /** Where employees pick conversations up, without a slash at its end, and what shows that it is one of them. */
  desk: string
  token: string
  /** Under which name the core knows the keys of the plugin; they verify what it asks. */
  kid: string
  verificationKeys: KeySet
  /** Where the checker plays the core. */
  core: string
  /** A page of an origin that the plugin allows. */
  returnUrl: string
}

export interface Landing {
  browser?: Browser
  result?: string
}

export async function commScene(config: CheckConfig, tools: Tools): Promise<CommScene> {
  const { target, ask, stage, dialect } = tools
  const settings = config.file.comm!
  const { login, other_login, core, purpose, comm_method } = settings
  const { sources } = config
  const privateKeys = (key: string, source: CommTable['login']['keys']) =>
    sources.privateKeys(`comm.${key}.keys`, source, 'sig')
  const keys = {
    login: privateKeys('login', login.keys),
    other: other_login && privateKeys('other_login', other_login.keys),
    core: core && privateKeys('core', core.keys),
    plugin: sources.publicKeys('comm.encryption_keys', settings.encryption_keys, 'enc'),
  }
  const asking = settings.during && {
    token: sources.secret('comm.during.token', settings.during.token),
    keys: sources.publicKeys('comm.during.keys', settings.during.keys, 'sig'),
  }
  const { platform: table } = settings
  const platform = table && {
    apiKey: table.api_key && sources.secret('comm.platform.api_key', table.api_key),
    token: table.token && sources.secret('comm.platform.token', table.token),
  }
  stopAtProblems(config)
  const parties: Parties = {
    dialect,
    signingKeys: await importKeySet(keys.login, 'sign'),
    encryptionKeys: await importKeySet(keys.plugin, 'encrypt'),
  }
  const coreKeys = keys.core && (await importKeySet(keys.core, 'sign'))
  // A published core tells the purpose, and no more.
  const asked = { purpose, ...(core && { auth_method: login.tag, comm_method }) }

  const start = (changes: object = {}): Promise<Answer> =>
    ask(`${target}/start_communication`, postJson({ ...asked, ...changes }))

  const begin = async (): Promise<Conversation> => conversationIn(await start())

  const issuer = login.server_url ?? stage.address
  const attributes = Object.fromEntries(login.attributes.map((tag) => [tag, 'check']))
  const claims = (conversation: Conversation, shift?: number): Promise<Claims> =>
    claimsOf({ parties, issuer, tag: login.tag, purpose }, conversation, attributes, shift)

  const handover = (
    { clientUrl, audience, receipt }: Conversation,
    changes?: HandoverChanges,
  ): Promise<string> =>
    handoverWith(
      {
        iss: core?.server_url ?? stage.address,
        aud: audience ?? target,
        sub: clientUrl,
        purpose,
        auth_method: login.tag,
        ...(comm_method && { comm_method }),
        receipt,
      },
      coreKeys,
      changes,
    )

  const land = async (
    conversation: Conversation,
    { browser = createBrowser(ask), result }: Landing = {},
  ): Promise<Arrival> => {
    const { clientUrl, binding } = conversation
    const isBound = binding !== undefined && coreKeys !== undefined
    const query = { handover: isBound ? await handover(conversation) : undefined, result }
    const { host } = new URL(clientUrl)
    return browser.follow(withQuery(clientUrl, query), (url) => new URL(url).host !== host)
  }

  return {
    ...tools,
    settings,
    platform,
    parties,
    otherKeys: keys.other && (await importKeySet(keys.other, 'sign')),
    coreKeys,
    during: asking &&
      settings.during && {
        desk: settings.during.desk.replace(/\/+$/, ''),
        token: asking.token,
        kid: settings.during.kid,
        verificationKeys: await importKeySet(asking.keys, 'verify'),
        core: core?.server_url ?? stage.address,
        returnUrl: settings.during.return_url ?? `${stage.address}/page`,
      },
    browser: () => createBrowser(ask),
    start,
    begin,
    async beginBound() {
      need(coreKeys, 'not configured: [comm.core]')
      const conversation = await begin()
      const { binding, audience = '' } = conversation
      need(binding !== undefined, 'not offered: start_communication answers no binding')
      return { ...conversation, binding, audience }
    },
    claims,
    result: (conversation, changes) => resultOf({ parties, claims }, conversation, changes),
    async deliver(conversation, result) {
      const { attrUrl } = conversation
      if (attrUrl !== undefined) {
        const answer = await ask(attrUrl, postToken(result))
        return { isTaken: answer.status < 400, said: told(answer) }
      }
      const { answer } = await land(conversation, { result })
      return { isTaken: !answer || answer.status < 400, said: answer ? told(answer) : 'a way on' }
    },
    handover,
    land,
  }
}

/** @throws Unmet */
export function conversationIn(answer: Answer): Conversation {
  const { client_url, attr_url, binding, audience } = objectIn(answer.text) ?? {}
  const isAnswer = answer.status === 200 && answer.type === 'application/json'
  const isPlace = typeof client_url === 'string' && (isWeb(client_url) || isTelephone(client_url))
  expect(isAnswer && isPlace, '200 with client_url in JSON', told(answer))
  const isGood = isMissing(attr_url) || (typeof attr_url === 'string' && isWeb(attr_url))
  expect(isGood, 'attr_url as a web address, or none', told(answer))
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : undefined
  return {
    clientUrl: client_url,
    attrUrl: text(attr_url),
    binding: text(binding),
    audience: text(audience),
    receipt: randomId(),
  }
}

export const isWeb = (url: string): boolean => /^https?:/.test(url) && URL.canParse(url)
export const isTelephone = (url: string): boolean => /^tel:\+?[0-9]/.test(url)
