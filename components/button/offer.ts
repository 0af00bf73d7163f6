/** What is left of what a core offers: of this channel, in its place, or with this tag, when the element names one. */
export const only = <T extends { tag: string; channel?: string; callBack?: string }>(
  items: T[] = [],
  wanted: string,
): T[] =>
  wanted
    ? items.filter(({ tag, channel, callBack }) => [tag, channel, callBack].includes(wanted))
    : items

/** The tag when it can still be chosen; the only one there is needs no choosing. */
export const offered = (items: { tag: string }[], tag?: string): string | undefined =>
  items.find((item) => !items[1] || item.tag === tag)?.tag
