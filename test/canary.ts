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

export const scanBytes = (where: string, bytes: Buffer, canaries: string[]): Finding[] =>
  searchFor(canaries)(where, bytes)

/** Every file below a folder; files that vanish while we look are passed over. */
export function scanFolder(folder: string, canaries: string[]): Finding[] {
  const search = searchFor(canaries)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name)
    try {
      return statSync(path).isFile() ? search(path, readFileSync(path)) : []
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

/**
 * Looks for every form in one pass, after Wu and Manber (1994): where two bytes are in no form, the next place to look is nearly the length
 * of the shortest one further on. A database has forty million bytes, and there are hundreds of forms.
 */
function searchFor(canaries: string[]): (where: string, bytes: Buffer) => Finding[] {
  const forms = canaries.flatMap((canary) =>
    [...formsOf(canary)].map(([form, bytes]) => ({ canary, form, bytes })),
  )
  const length = Math.min(...forms.map(({ bytes }) => bytes.length))
  /** How far on after a pair of bytes, and the forms whose first bytes end with it: for those it is no further. */
  const steps = new Uint8Array(65_536).fill(Math.min(length - 1, 255))
  const ending = new Map<number, typeof forms>()
  for (const form of forms) {
    for (let at = 1; at < length; at += 1) {
      const pair = form.bytes.readUInt16BE(at - 1)
      steps[pair] = Math.min(steps[pair]!, length - 1 - at)
    }
    const last = form.bytes.readUInt16BE(length - 2)
    ending.set(last, [...(ending.get(last) ?? []), form])
  }
  return (where, bytes) => {
    const found = new Set<(typeof forms)[0]>()
    for (let at = length - 1; at < bytes.length;) {
      const pair = (bytes[at - 1]! << 8) | bytes[at]!
      const step = steps[pair]!
      if (step === 0) {
        const start = at - length + 1
        for (const form of ending.get(pair)!)
          if (bytes.subarray(start, start + form.bytes.length).equals(form.bytes)) found.add(form)
      }
      at += step || 1
    }
    return [...found].map(({ canary, form }) => ({ where, form, canary }))
  }
}
