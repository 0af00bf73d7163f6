/** Makes the handler of each part, and lets the parts of one process reach each other without a socket. */
import { mkdirSync } from 'node:fs'
import { createAuth } from '../auth/index.ts'
import { type Channel, createComm, createDesk, startOutbox, startRetention } from '../comm/index.ts'
import { chat } from '../comm/chat/index.ts'
import { phone } from '../comm/phone/index.ts'
import { video } from '../comm/video/index.ts'
import { createRooms } from '../comm/rooms/index.ts'
import { createCore } from '../core/index.ts'
import { ConfigError } from '../protocol/errors.ts'
import { generateKey } from '../protocol/keys.ts'
import type { Log } from '../protocol/log-entry.ts'
import { type Store, openStore } from '../store/index.ts'
import { type Bundles, findBundles } from './bundles.ts'
import type { Config } from './config/index.ts'
import type { OwnedChannel } from './config/methods.ts'
import type { AuthPart, CommPart, CorePart, DeskPart, Part, RoomsPart } from './config/parts.ts'
import { type Folder, serveFile } from './files.ts'
import { guard } from './guard.ts'
import { loadPlugin } from './load-plugin.ts'
import { type Handler, createNetwork } from './network.ts'

/** What `assemble` takes beside the configuration. */
export interface AssembleOptions {
  /** Who is told what happened. */
  log: Log
  /** How addresses outside this process are reached. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** Default: the bundles of this package. */
  bundles?: Bundles
}

/** The parts of one process, without a port. */
export interface Assembly {
  /** In the order of the file. */
  parts: { part: Part; handler: Handler }[]
  /** Reaches the parts of this assembly directly, and every other address through the network. */
  fetch: typeof fetch
  /** Stops the retention clock and the outboxes, and closes the store. */
  close(): Promise<void>
}

interface Surroundings {
  log: Log
  fetch: typeof fetch
  bundles: Bundles
  production: boolean
  texts: Config['texts']
  store: Store | undefined
}

const panel = 'id-contact-agent-panel.js'
const frame = 'id-contact-desk-frame.js'
const conversation = 'id-contact-conversation.js'

/**
 * Makes the parts of a configuration and joins them: parts in one process call one another without a socket.
 * @throws ConfigError when the folder of conversations is in use, or a part refuses its settings
 */
export async function assemble(config: Config, options: AssembleOptions): Promise<Assembly> {
  const { log, bundles = findBundles() } = options
  const network = createNetwork(options.fetch)
  const clock = clockOf(config.parts)
  const store = config.store && (await open(config.store, clock.auditDays))
  const { production, texts } = config
  const { fetch } = network
  const surroundings: Surroundings = { log, bundles, production, texts, store, fetch }
  const parts: Assembly['parts'] = []
  try {
    for (const part of config.parts) {
      // Of a line that names another part, such as a plugin that failed, that is the one to look at.
      const ownLog: Log = (entry) => log({ part: part.name, ...entry })
      const own = { ...surroundings, log: ownLog }
      const handler = guard(part.name, await made(part, own), log)
      network.answer(part.serverUrl, handler)
      if (part.internalUrl) network.answer(part.internalUrl, handler)
      parts.push({ part, handler })
    }
  } catch (error) {
    await store?.close()
    throw error
  }
  const retention = store && startRetention(store, log, clock)
  const outboxes = config.parts.flatMap((part) =>
    part.kind === 'comm' || part.kind === 'rooms'
      ? [startOutbox({ ...part.settings, kind: part.kind, ...fromHost(surroundings) })]
      : [],
  )
  return {
    parts,
    fetch: network.fetch,
    async close() {
      retention?.stop()
      await Promise.all(outboxes.map((outbox) => outbox.stop()))
      await store?.close()
    },
  }
}

function open(place: NonNullable<Config['store']>, auditDays?: number): Promise<Store> {
  if (place.dataDir) mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  return openStore({ ...place, ...(auditDays !== undefined && { auditDays }) })
}

/** Several communication plugins share one store: the most eager sweep and the longest memory hold. */
function clockOf(parts: readonly Part[]): { every?: number; auditDays?: number } {
  const clocks = parts.flatMap((part) => (part.kind === 'comm' ? [part.clock] : []))
  const intervals = clocks.flatMap(({ every }) => every ?? [])
  const memories = clocks.flatMap(({ audit }) => audit ?? [])
  return {
    ...(intervals.length > 0 && { every: Math.min(...intervals) * 1000 }),
    ...(memories.length > 0 && { auditDays: Math.max(...memories) / 86_400 }),
  }
}

/** A part names its settings without saying whose they are. */
async function made(part: Part, surroundings: Surroundings): Promise<Handler> {
  try {
    return await handlerOf(part, surroundings)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const message = `${part.name}: ${error.message}`
    throw new ConfigError(`${part.name}.${error.key}`, error.remedy, { message, cause: error })
  }
}

async function handlerOf(part: Part, surroundings: Surroundings): Promise<Handler> {
  const { bundles, production } = surroundings
  const built = (prefix: string): Folder => ({
    prefix: `/${prefix}/${bundles.version}/`,
    folder: bundles.folder,
    kind: 'bundles',
    immutable: production,
  })
  switch (part.kind) {
    case 'core': {
      const pictures = part.staticDir && picturesIn(part.staticDir)
      return withFiles(await core(part, surroundings), [
        built('sdk'),
        ...(pictures ? [pictures] : []),
      ])
    }
    case 'auth':
      return withFiles(await auth(part, surroundings), [])
    case 'comm':
      return withFiles(await comm(part, surroundings), [built('assets')])
    case 'desk':
      return withFiles(await desk(part, surroundings), [built('assets')])
    case 'rooms':
      return withFiles(await rooms(part, surroundings), [])
  }
}

const picturesIn = (folder: string): Folder => ({
  prefix: '/static/',
  folder,
  kind: 'pictures',
  immutable: false,
})

function withFiles(handler: Handler, folders: Folder[]): Handler {
  return async (request) => {
    if (new URL(request.url).pathname === '/health') return health()
    return (await serveFile(request, folders)) ?? handler(request)
  }
}

const health = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })

async function core({ settings }: CorePart, { log, fetch, texts }: Surroundings): Promise<Handler> {
  // A published configuration names no such keys. Its plugins ask for no handover, so one that lives as long as the process does.
  const signingKeys =
    settings.signingKeys.length > 0
      ? settings.signingKeys
      : [(await generateKey('sig', 'ES256')).privateKey]
  return createCore({ ...settings, signingKeys, texts, fetch, log })
}

async function auth(part: AuthPart, { log, fetch, texts }: Surroundings): Promise<Handler> {
  const { settings } = part
  const method = await part.method({ fetch })
  const missing = part.attributes.find((tag) => !method.attributes?.includes(tag))
  if (missing !== undefined)
    throw new ConfigError('attributes', `The module cannot prove ${missing}: leave it out.`)
  return createAuth({ ...settings, method, texts, fetch, log })
}

async function comm(part: CommPart, surroundings: Surroundings): Promise<Handler> {
  const { bundles, fetch } = surroundings
  const channel = await channelOf(part.channel, fetch)
  const conversationScript = {
    src: `/assets/${bundles.version}/${conversation}`,
    integrity: bundles.integrityOf(conversation),
  }
  return createComm({ ...part.settings, channel, conversationScript, ...fromHost(surroundings) })
}

async function channelOf(made: OwnedChannel, fetch: Surroundings['fetch']): Promise<Channel> {
  switch (made.type) {
    case 'phone':
      return phone(made)
    case 'chat':
      return chat(made)
    case 'video':
      return video(made)
    case 'module': {
      const channel = await loadPlugin<Channel>(made, fetch)
      if (channel.kind === made.kind) return channel
      throw new ConfigError('channel', `The module makes "${channel.kind}": write that.`)
    }
  }
}

function rooms({ settings }: RoomsPart, surroundings: Surroundings): Promise<Handler> {
  return createRooms({ ...settings, ...fromHost(surroundings) })
}

const fromHost = ({ log, fetch, store, texts }: Surroundings) => ({
  store: store!,
  texts,
  fetch,
  log,
})

async function desk(
  { settings, channels }: DeskPart,
  { log, fetch, store, bundles, texts }: Surroundings,
): Promise<Handler> {
  const held = channels.map(async ({ plugin, secret, channel }) => {
    return { plugin, secret, channel: await channelOf(channel, fetch) }
  })
  return createDesk({
    ...settings,
    channels: await Promise.all(held),
    panelScript: `/assets/${bundles.version}/${panel}`,
    panelIntegrity: bundles.integrityOf(panel),
    frameScript: `/assets/${bundles.version}/${frame}`,
    frameIntegrity: bundles.integrityOf(frame),
    store: store!,
    texts,
    fetch,
    log,
  })
}
