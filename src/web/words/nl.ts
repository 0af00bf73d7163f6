import button from '../../../components/localization/button.nl.ts'

/** The words that the pages of several servers have in common, in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  notFound: 'Deze pagina bestaat niet',
  notFoundText:
    'Misschien mist er een stuk van de link. Ga terug naar de website waar u begon en begin opnieuw.',
  shares: 'Dit deelt u:',
  sharesNothing: 'geen gegevens',
  shareWith: 'Met:',
  shareWhy: 'Waarvoor:',
  shareErase: 'Na het gesprek wissen we deze gegevens.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Noem nummer {reference} als u ons belt.',
  failure: 'Dit lukt nu niet',
  failureText: 'Het ligt niet aan u. Probeer het later nog eens.',
}

export type Words = Record<keyof typeof nl, string>
