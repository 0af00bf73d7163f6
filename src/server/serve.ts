/** Runs the parts of a configuration, each on its port, until it is told to stop. */
import { commChoices } from '../core/comm-choices.ts'
import type { Log } from '../protocol/log-entry.ts'
import { type Assembly, assemble } from './assemble.ts'
import type { Bundles } from './bundles.ts'
import { type Config, type LoadOptions, loadConfig } from './config/index.ts'
import type { Part } from './config/parts.ts'
import { type Listening, listen } from './host.ts'
import { createLog } from './log.ts'
import { createMetrics, type Metrics } from './metrics.ts'

/** What `serve` takes beside the file. */
export interface ServeOptions extends LoadOptions {
  /** Default: JSON lines on standard output, from the configured level up. */
  log?: Log
  /** How addresses outside this process are reached. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** The browser bundles that core and desk serve. Default: those of this package. */
  bundles?: Bundles
}

/** What `serve` has running. */
export interface Running {
  /** The parts in the order of the file, each with the port it listens on. */
  readonly parts: { name: string; url: string; host: string; port: number }[]
  /** Sentences for the operator. */
  readonly warnings: readonly string[]
  /** What it logs with. */
  readonly log: Log
  /** Stops accepting, ends event streams, finishes what is in flight and closes the store; done within five seconds. */
  stop(): Promise<void>
}

/**
 * Starts the parts of a configuration file, or of one that was loaded before (then `dataDir`, `env` and `parts` have no effect).
 * @throws ConfigError when the configuration cannot be used, a port is taken, or the store is in use
 */
export async function serve(config: Config | string, options: ServeOptions = {}): Promise<Running> {
  const loaded = typeof config === 'string' ? loadConfig(config, options) : config
  const plain = options.log ?? createLog({ level: loaded.logLevel, tags: tagsOf(loaded) })
  const metrics = loaded.metrics && createMetrics()
  const log = metrics ? metrics.counting(plain) : plain
  const assembly = await assemble(loaded, { log, fetch: options.fetch, bundles: options.bundles })
  const listening = await listenAll(assembly, log)
  const numbers = await listenForNumbers(loaded, metrics).catch(async (error: unknown) => {
    await stopAll(listening, assembly, 0)
    throw error
  })
  return {
    parts: listening.map(({ part, port }) => ({
      name: part.name,
      url: part.serverUrl,
      host: part.listen.host,
      port,
    })),
    warnings: loaded.warnings,
    log,
    async stop() {
      await numbers?.stop()
      await stopAll(listening, assembly)
      log({ level: 'info', event: 'stopped' })
    },
  }
}

type ListeningPart = Listening & { part: Part }

/** All of them or none: a port that is taken must not leave half an installation behind. */
async function listenAll(assembly: Assembly, log: Log): Promise<ListeningPart[]> {
  const listening: ListeningPart[] = []
  try {
    for (const { part, handler } of assembly.parts) {
      const one = await listen(handler, { ...part.listen, key: `${part.name}.listen` })
      listening.push({ part, port: one.port, stop: (grace) => one.stop(grace) })
      log({ level: 'info', event: 'listening', part: part.name, port: one.port })
    }
    return listening
  } catch (error) {
    await stopAll(listening, assembly, 0)
    throw error
  }
}

async function stopAll(listening: Listening[], assembly: Assembly, grace?: number): Promise<void> {
  await Promise.all(listening.map((one) => one.stop(grace)))
  await assembly.close()
}

/** On a port of its own, which a proxy does not show to the world. */
async function listenForNumbers(
  { metrics: at }: Config,
  metrics: Metrics | undefined,
): Promise<Listening | undefined> {
  if (!at || !metrics) return undefined
  return listen(metrics.handler, { ...at, key: 'metrics.listen' })
}

/** Every word of the configuration that may stand in a log line. */
function tagsOf({ parts }: Config): string[] {
  return parts.flatMap((part) => {
    const { settings } = part
    const purposes = 'purposes' in settings ? settings.purposes : []
    return [
      part.name,
      ...('tag' in settings ? [settings.tag] : []),
      ...('authMethods' in settings ? settings.authMethods.map(({ tag }) => tag) : []),
      ...('commMethods' in settings ? commChoices(settings.commMethods).map(({ tag }) => tag) : []),
      ...purposes.flatMap(({ tag, attributes }) => [tag, ...attributes]),
      ...(part.kind === 'auth' ? part.attributes : []),
    ]
  })
}
