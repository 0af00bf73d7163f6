/** Values of people, as text that cannot deceive whoever reads it (T15). */

const breaks = /[\t-\r\x85\u2028\u2029]+/g
// eslint-disable-next-line no-control-regex
const controls = /[\0-\x1f\x7f-\x9f]/g
// What turns the direction of text, or is there without being seen: fillers, joiners of words, tags, annotations. The two joiners
// that Persian and Indian names are written with are not among them.
const tricks =
  /[\u034f]|[\u17b4-\u17b5]|[\u180b-\u180f]|[\xad\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu

const withoutControls = (value: string): string => value.replace(breaks, ' ').replace(controls, '')

/** A value of a person for the eye: control characters are gone, and what would deceive is spelled out, as in `⟨U+202E⟩`. */
export const visible = (value: string): string =>
  withoutControls(value).replace(
    tricks,
    (trick) => `⟨U+${trick.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )

/** A value of a person for another program: without what would deceive there. */
export const copyable = (value: string): string => withoutControls(value).replace(tricks, '')
