import { visible } from './value.ts'

const breaks = /[\t-\r\x85\u2028\u2029]+/g
// Letters that are drawn as others: mathematical, of full width, in circles.
const disguised = /[\u{1d400}-\u{1d7ff}\uff10-\uff5a\u2460-\u24ff]/u
const latin = /\p{Script=Latin}/u
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

/** Whether there are signs in it that nobody would see, or that turn what follows. They are spelled out where it is shown. */
export const hasHiddenSigns = (value: string): boolean =>
  visible(value) !== value.replace(breaks, ' ')

/** Whether more marks stand on one letter than any language has. */
export const isPiled = (value: string): boolean => /\p{M}{5}/u.test(value.normalize('NFC'))

/** Whether a word of it is in two alphabets that have letters which look the same (UTS 39, section 5), or in letters that are drawn as others. */
export const isMixed = (value: string): boolean =>
  disguised.test(value) ||
  value.split(/[^\p{L}\p{M}]+/u).some((word) => latin.test(word) && alike.test(word))
