import { visible } from '../../../src/protocol/value.ts'

const breaks = /[\t-\r\x85\u2028\u2029]+/g
const latin = /\p{Script=Latin}/u
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

/** Whether there are signs in it that nobody would see, or that turn what follows. They are spelled out where it is shown. */
export const hasHiddenSigns = (value: string): boolean =>
  visible(value) !== value.replace(breaks, ' ')

/** Whether a word of it is in two alphabets that have letters which look the same (UTS 39, section 5). */
export const isMixed = (value: string): boolean =>
  value.split(/[^\p{L}\p{M}]+/u).some((word) => latin.test(word) && alike.test(word))
