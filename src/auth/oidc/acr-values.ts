/** What is asked for in `acr_values` (OpenID Connect Core 1.0 section 3.1.2.1). The answer is held to what was asked, whatever stood there. */
import { acceptable, isLevel } from '../levels.ts'
import type { OidcOptions } from './options.ts'

export function acrValuesFor(
  required: string | undefined,
  { acr = {}, acrValues = {} }: Pick<OidcOptions, 'acr' | 'acrValues'>,
): string[] {
  const always = acrValues.always === undefined ? [] : [acrValues.always]
  if (required === undefined) return always
  const word = isLevel(required) ? acrValues[required] : undefined
  return [...always, ...(word === undefined ? acceptable(required, acr) : [word])]
}
