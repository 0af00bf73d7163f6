/** What is asked of the app, and what of its answer counts. */
import { namesIn, type YiviOptions } from './options.ts'

/** All of the list; of each, one of the alternatives; of that, every attribute. */
export interface DisclosureRequest {
  '@context': 'https://irma.app/ld/request/disclosure/v2'
  disclose: AttributeRequest[][][]
}

interface AttributeRequest {
  type: string
  notNull: true
}

/** One attribute of a result. */
export interface Disclosed {
  id: string
  status: string
  rawvalue?: string | null | undefined
}

/** One list of alternatives for each tag, in the order of the tags. */
export const disclosureFor = (
  tags: string[],
  attributes: YiviOptions['attributes'],
): DisclosureRequest => ({
  '@context': 'https://irma.app/ld/request/disclosure/v2',
  disclose: tags.map((tag) =>
    attributes[tag]!.map((alternative) =>
      namesIn(alternative).map((type) => ({ type, notNull: true as const })),
    ),
  ),
})

/** Tag → value. A tag is left out unless what was disclosed for it is one of its alternatives, whole. */
export function attributesFrom(
  disclosed: Disclosed[][],
  tags: string[],
  attributes: YiviOptions['attributes'],
): Record<string, string> {
  const values = tags.flatMap((tag, index) => {
    const value = valueOf(disclosed[index] ?? [], attributes[tag]!)
    return value === undefined ? [] : [[tag, value] as const]
  })
  return Object.fromEntries(values)
}

function valueOf(answer: Disclosed[], alternatives: string[]): string | undefined {
  if (answer.some(({ status, rawvalue }) => status !== 'PRESENT' || !rawvalue)) return undefined
  const given = new Map(answer.map(({ id, rawvalue }) => [id, rawvalue!]))
  const names = alternatives
    .map(namesIn)
    .find((names) => names.length === given.size && names.every((name) => given.has(name)))
  return names?.map((name) => given.get(name)!).join(' ')
}
