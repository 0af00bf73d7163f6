/** How employees see what is known of somebody: what belongs together stands together. */
import type { LocalText } from './local-text.ts'

/** What is known of somebody, as far as it matters for where it stands. */
export interface Grouped {
  /** Tag of the attribute. */
  readonly tag: string
  /** As the desk says for this purpose. Absent: by the tag. */
  readonly group?: LocalText | undefined
}

/** What stands together, and under which words; without words there is one group alone. */
export interface Group<Attribute> {
  /** What the group is called, for people. */
  label?: LocalText
  /** What belongs to it, in order. */
  attributes: Attribute[]
}

/** What the groups are called that are found by tags. */
export type GroupWords = Record<'groupPerson' | 'groupContact' | 'groupOther', string>

const name =
  /^(full|given|first|middle|family|last|sur|birth)?[_.-]?names?$|^(initials|prefix|(voor|achter)?naam)$/i
const person =
  /bsn|birth|geboorte|gender|geslacht|sex|nationalit|age_|^over_?\d+|citizen_service|^kvk|organi[sz]ation/i
const contact =
  /addres|adres|street|straat|house|huis|post|zip|city|woonplaats|town|municipality|gemeente|country|land|mail|phone|mobile|telefoon/i

/** As the desk says for this purpose, else by what the tags say; names first. */
export function groupsOf<Attribute extends Grouped>(
  attributes: readonly Attribute[],
  words: GroupWords,
): Group<Attribute>[] {
  const isConfigured = attributes.some(({ group }) => group !== undefined)
  return isConfigured ? asConfigured(attributes, words) : byTag(attributes, words)
}

/** The desk has put them in their order. */
function asConfigured<Attribute extends Grouped>(
  attributes: readonly Attribute[],
  words: GroupWords,
): Group<Attribute>[] {
  const groups = new Map<string, Group<Attribute>>()
  for (const attribute of attributes) {
    const label = attribute.group ?? words.groupOther
    const key = JSON.stringify([attribute.group])
    const group = groups.get(key) ?? { label, attributes: [] }
    group.attributes.push(attribute)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function byTag<Attribute extends Grouped>(
  attributes: readonly Attribute[],
  words: GroupWords,
): Group<Attribute>[] {
  const isName = ({ tag }: Attribute): boolean => name.test(tag)
  const isPerson = (one: Attribute): boolean => isName(one) || person.test(one.tag)
  const isContact = (one: Attribute): boolean => !isPerson(one) && contact.test(one.tag)
  const of = (belongs: (one: Attribute) => boolean): Attribute[] => attributes.filter(belongs)
  const groups: Group<Attribute>[] = [
    {
      label: words.groupPerson,
      attributes: [...of(isName), ...of((one) => isPerson(one) && !isName(one))],
    },
    { label: words.groupContact, attributes: of(isContact) },
    { label: words.groupOther, attributes: of((one) => !isPerson(one) && !isContact(one)) },
  ]
  const filled = groups.filter(({ attributes }) => attributes.length)
  // One heading over everything says nothing.
  return filled.length > 1 ? filled : filled.map(({ attributes }) => ({ attributes }))
}
