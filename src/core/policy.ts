/** What a purpose asks of a method: the one place where the two meet. */
import type { StartAuthentication } from '../protocol/messages-plugins.ts'
import type { Purpose } from './config.ts'

/** Where a purpose asks something else of one method than of the others. */
export interface Terms {
  /** Tags: some of the purpose's own, because this method cannot prove the others. Default: all of them. */
  attributes?: string[] | undefined
  /** The least level of assurance. Default: the purpose's. */
  acr?: Purpose['acr']
}

export type Asked = Pick<StartAuthentication, 'attributes' | 'optional' | 'acr'>

export function askedOf(
  { attributes, optional = [], acr, terms = {} }: Purpose,
  tag: string,
): Asked {
  const own: Terms = Object.hasOwn(terms, tag) ? terms[tag]! : {}
  const asked = own.attributes ?? attributes
  const spared = asked.filter((attribute) => optional.includes(attribute))
  return {
    attributes: asked,
    ...(spared.length > 0 && { optional: spared }),
    acr: own.acr ?? acr,
  }
}
