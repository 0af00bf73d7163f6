/** Brings in the module of a plugin that is not ours, and lets it make its method or channel. */
import { pathToFileURL } from 'node:url'
import { ConfigError } from '../protocol/errors.ts'
import type { PluginContext } from '../protocol/plugin-module.ts'
import type { OwnModule } from './config/methods.ts'

/** @throws ConfigError when it is no such module, misses a setting, or never asks for one that the file gives */
export async function loadPlugin<T>(
  { path, settings }: OwnModule,
  fetch: PluginContext['fetch'],
): Promise<T> {
  const make = await defaultExportOf(path)
  const asked = new Set<string>()
  const setting: PluginContext['setting'] = (name, fallback) => {
    asked.add(name)
    const value = Object.hasOwn(settings, name) ? settings[name] : fallback
    if (value !== undefined) return value
    throw new ConfigError(`settings.${name}`, 'Write it: the module asks for it.')
  }
  const made = (await make({ setting, fetch })) as T
  const unknown = Object.keys(settings).find((name) => !asked.has(name))
  if (unknown === undefined) return made
  const known = asked.size > 0 ? `It asks for: ${[...asked].join(', ')}.` : 'It has none.'
  throw new ConfigError(`settings.${unknown}`, `The module has no such setting. ${known}`)
}

async function defaultExportOf(path: string): Promise<(context: PluginContext) => unknown> {
  let module: { default?: unknown }
  try {
    module = (await import(pathToFileURL(path).href)) as typeof module
  } catch (cause) {
    // What it says may hold anything; its kind tells enough to look there.
    const { name } = cause as Error
    throw new ConfigError('module', `It could not be loaded (${name}): try node ${path}.`, {
      cause,
    })
  }
  if (typeof module.default === 'function') return module.default as never
  throw new ConfigError('module', 'Its default export must be a function.')
}
