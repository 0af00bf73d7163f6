/** Codes of digits, uniform: every code is as likely as every other (T19). */

// 2^32 is no multiple of ten: the few values at its end would make some digits likelier, so they are drawn again.
const limit = Math.floor(2 ** 32 / 10) * 10

/**
 * A code of random digits, uniform.
 * @param digits how many, 8 to 12
 */
export function randomDigits(digits: number): string {
  let code = ''
  const draw = new Uint32Array(1)
  while (code.length < digits) {
    const value = crypto.getRandomValues(draw)[0]!
    if (value < limit) code += String(value % 10)
  }
  return code
}
