/** The citizen service number in the name that DigiD gives to a person. */
import { SamlFault } from './fault.ts'

/** The sector of the BSN. `s00000001` is that of the tax number of people without one, which is no BSN. */
const sector = /^s00000000:(\d{9})$/

/** @throws SamlFault when the name is of another sector, or is no number that can be a BSN */
export function bsnOf(nameId: string): string {
  const [, bsn] = sector.exec(nameId) ?? []
  if (!bsn) throw new SamlFault('no_bsn')
  if (!passesElevenTest(bsn)) throw new SamlFault('impossible_bsn')
  return bsn
}

/** Every BSN: the weighted sum of its digits, the last one counting negative, is a multiple of eleven. */
function passesElevenTest(bsn: string): boolean {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(bsn[index]), 0)
  return sum % 11 === 0 && sum !== 0
}
