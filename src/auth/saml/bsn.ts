/** The citizen service number in the name that DigiD gives to a person. */
import { normalise } from '../normalise.ts'
import { SamlFault } from './fault.ts'

/** The sector of the BSN. `s00000001` is that of the tax number of people without one, which is no BSN. */
const sector = /^s00000000:(\d{9})$/

/** @throws SamlFault when the name is of another sector, or is no number that can be a BSN */
export function bsnOf(nameId: string): string {
  const [, bsn] = sector.exec(nameId) ?? []
  if (!bsn) throw new SamlFault('no_bsn')
  // The eleven-test, whether or not the configuration says what kind of attribute this is.
  if (normalise(bsn, 'bsn') !== bsn) throw new SamlFault('impossible_bsn')
  return bsn
}
