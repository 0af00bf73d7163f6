/** What every part of the configuration is made from, and the small questions that all of them ask. */
import type { JWK } from 'jose'
import type { Problem } from './problems.ts'
import type { ConfigFile } from './schema.ts'
import type { KeyUse, Sources } from './sources.ts'
import { type KeySources, isLoopback } from '../../protocol/settings.ts'

export interface Context {
  file: ConfigFile
  sources: Sources
  problems: Problem[]
  warnings: string[]
  /** The folder of the configuration file, where the operator's own pictures are. */
  configFolder: string
}

/** Where a part listens: `{ host: '127.0.0.1', port: 8081 }`. */
export interface Listen {
  host: string
  port: number
}

/** Bytes. */
export const leastSecret = 32

export const originOf = (url: string): string => new URL(url).origin

/** Public addresses and, where other parts of the installation reach the part by another one, that one too. */
export const originsOf = (table: {
  server_url: string
  internal_url?: string | undefined
}): string[] =>
  unique([
    originOf(table.server_url),
    ...(table.internal_url ? [originOf(table.internal_url)] : []),
  ])

export const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)]

interface Listening {
  listen?: string | undefined
  server_url: string
}

/** `listen`, or the host and port of `server_url` where that is this very machine. */
export function listenOf(table: Listening, key: string, problems: Problem[]): Listen {
  if (table.listen !== undefined) return parseListen(table.listen)
  const url = new URL(table.server_url)
  if (url.protocol === 'http:' && isLoopback(url)) {
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 80) }
  }
  problems.push({
    key: `${key}.listen`,
    message: 'is missing',
    remedy: 'Write listen = "127.0.0.1:8081".',
  })
  return { host: '127.0.0.1', port: 0 }
}

export function parseListen(listen: string): Listen {
  const colon = listen.lastIndexOf(':')
  const host = listen.slice(0, Math.max(colon, 0)).replace(/^\[|\]$/g, '')
  return { host: host || '127.0.0.1', port: Number(listen.slice(colon + 1)) }
}

type KeyName = 'signing_keys' | 'verification_keys' | 'decryption_keys' | 'encryption_keys'
type KeyTable = { [Name in KeyName]?: KeySources | undefined }

const useOf = (name: KeyName): KeyUse =>
  name === 'signing_keys' || name === 'verification_keys' ? 'sig' : 'enc'

export function privateKeys(
  { sources, problems }: Context,
  table: KeyTable,
  name: 'signing_keys' | 'decryption_keys',
  key: string,
): JWK[] {
  const source = table[name]
  if (source) return sources.privateKeys(`${key}.${name}`, source, useOf(name))
  const set = name === 'signing_keys' ? 'signing' : 'encryption'
  problems.push({
    key: `${key}.${name}`,
    message: 'is missing',
    remedy: `Make keys with id-contact keys --out DIR, and write ${name} = { file = "DIR/${set}.private.json" }.`,
  })
  return []
}

/** The public keys of a part that this process talks to: named as such, or taken from its private ones where they are here. */
export function publicKeys(
  context: Context,
  table: KeyTable,
  key: string,
  [own, shown]: readonly [KeyName, KeyName],
): JWK[] {
  const { sources, problems } = context
  const publicSource = table[shown]
  if (publicSource) return sources.publicKeys(`${key}.${shown}`, publicSource, useOf(shown))
  const privateSource = table[own]
  if (privateSource && sources.exists(privateSource)) {
    return sources.publicKeys(`${key}.${own}`, privateSource, useOf(own))
  }
  problems.push({
    key: `${key}.${shown}`,
    message: 'is missing',
    remedy: `Write ${shown} = { file = "…public.json" }, with the public keys of ${key}.`,
  })
  return []
}

export const signingPair = ['signing_keys', 'verification_keys'] as const
export const encryptionPair = ['decryption_keys', 'encryption_keys'] as const
