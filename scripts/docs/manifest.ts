/** The custom-elements manifest, as far as a page for people needs it. `npm run build` makes it from the sources. */
import { readFileSync } from 'node:fs'

interface Named {
  name: string
  description?: string
  type?: { text: string }
}

export interface ElementDescription {
  tagName?: string
  description?: string
  attributes?: Named[]
  members?: (Named & { kind: string; privacy?: string; static?: boolean; attribute?: string })[]
  events?: Named[]
  slots?: Named[]
  cssParts?: Named[]
  cssProperties?: Named[]
}

/** Each element by its tag. */
export function readManifest(): Map<string, ElementDescription> {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as {
    modules: { declarations?: ElementDescription[]; exports?: unknown }[]
  }
  const declarations = modules.flatMap(({ declarations = [] }) => declarations)
  return new Map(declarations.flatMap((one) => (one.tagName ? [[one.tagName, one] as const] : [])))
}

/** What the manifest tells of an element, as tables: a name for each, and its rows. */
export function tablesOf(element: ElementDescription): [title: string, rows: string[][]][] {
  const { attributes = [], members = [], events = [], slots = [] } = element
  const ours = members.filter(
    (one) =>
      (one.privacy ?? 'public') === 'public' &&
      !one.static &&
      one.description &&
      !one.description.includes('@internal'),
  )
  const row = ({ name, type, description = '' }: Named): string[] => [
    name,
    type?.text ?? '',
    description,
  ]
  const tables: [string, string[][]][] = [
    ['Attributes', attributes.map(row)],
    ['Properties', ours.filter(({ kind }) => kind === 'field').map(row)],
    [
      'Methods',
      ours
        .filter(({ kind }) => kind === 'method')
        .map((one) => row({ ...one, name: `${one.name}()` })),
    ],
    ['Events', events.map(row)],
    ['Slots', slots.map((one) => row({ ...one, name: one.name || '(none)' }))],
    ['Parts', (element.cssParts ?? []).map(row)],
    ['Custom properties', (element.cssProperties ?? []).map(row)],
  ]
  return tables.filter(([, rows]) => rows.length > 0)
}
