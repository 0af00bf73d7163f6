/** How employees see what is known: under labels for people, masked where it is sensitive, and in the groups that the purpose puts them in. */
import type { LocalText } from '../protocol/local-text.ts'
import type { ConversationAttribute } from '../protocol/messages-desk.ts'
import type { PeerPurpose } from './config.ts'

/** What there is to know of an attribute. */
export interface AboutAttribute {
  label: LocalText
  /** Shown only on request. */
  sensitive?: boolean | undefined
  /** How its values are written. A `date` is shown as people write it. */
  kind?: 'text' | 'date' | 'bsn' | 'postcode' | undefined
}

interface Showing {
  purposes: PeerPurpose[]
  attributes?: Record<string, AboutAttribute> | undefined
}

/** @param values in the order of the purpose; within a group they stay in it */
export function shownIn(
  { purposes, attributes: known = {} }: Showing,
  purpose: string,
  values: readonly { tag: string; value: string }[],
): ConversationAttribute[] {
  const { groups = [], labels = {} } = purposes.find(({ tag }) => tag === purpose) ?? {}
  const placeOf = (tag: string): number => {
    const place = groups.findIndex(({ attributes }) => attributes.includes(tag))
    return place < 0 ? groups.length : place
  }
  const aboutOf = (tag: string): AboutAttribute =>
    Object.hasOwn(known, tag) ? known[tag]! : { label: tag }
  const attributes = values.map(({ tag, value }) => {
    const { label, sensitive = false, kind } = aboutOf(tag)
    const place = placeOf(tag)
    const group = groups[place]?.label
    const attribute = {
      tag,
      label: Object.hasOwn(labels, tag) ? labels[tag]! : label,
      value,
      sensitive,
      ...(group !== undefined && { group }),
      ...(kind === 'date' && { kind }),
    }
    return { place, attribute }
  })
  return attributes.sort((a, b) => a.place - b.place).map(({ attribute }) => attribute)
}
