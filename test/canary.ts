/** Searches bytes for values that must not be there, in every form in which a leak would come. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { System } from './system.ts'

export interface Finding {
  where: string
  form: string
  canary: string
}

const base64Cores = (bytes: Buffer): string[] =>
  // A value inside a longer text starts at any of three positions of a base64 group; the outer characters mix with neighbours.
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return text
      .slice(shift === 0 ? 0 : 4)
      .replace(/=+$/, '')
      .slice(0, -1)
  })

/** Each form of a value, as the bytes to look for. */
export function formsOf(canary: string): Map<string, Buffer> {
  const utf8 = Buffer.from(canary, 'utf8')
  const hex = utf8.toString('hex')
  const percent = encodeURIComponent(canary)
  const every = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const json = [...canary]
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
  const forms = new Map<string, Buffer>([
    ['raw', utf8],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['percent', Buffer.from(percent)],
    ['percent-all', Buffer.from(every)],
    ['PERCENT-ALL', Buffer.from(every.toUpperCase())],
    ['json', Buffer.from(JSON.stringify(canary).slice(1, -1))],
    ['json-all', Buffer.from(json)],
    ['utf16le', Buffer.from(canary, 'utf16le')],
  ])
  base64Cores(utf8).forEach((core, shift) => {
    forms.set(`base64+${shift}`, Buffer.from(core))
    forms.set(`base64url+${shift}`, Buffer.from(core.replaceAll('+', '-').replaceAll('/', '_')))
  })
  return forms
}

export function scanBytes(where: string, bytes: Buffer, canaries: string[]): Finding[] {
  return canaries.flatMap((canary) =>
    [...formsOf(canary)]
      .filter(([, form]) => bytes.includes(form))
      .map(([form]) => ({ where, form, canary })),
  )
}

/** Every file below a folder; files that vanish while we look are passed over. */
export function scanFolder(folder: string, canaries: string[]): Finding[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name)
    try {
      return statSync(path).isFile() ? scanBytes(path, readFileSync(path), canaries) : []
    } catch {
      return []
    }
  })
}

/** Every file of a running system, and everything that it printed. */
export const scanSystem = (system: System, canaries: string[]): Finding[] => [
  ...scanFolder(system.dataDir, canaries),
  ...scanBytes('output', Buffer.from(system.output()), canaries),
]
