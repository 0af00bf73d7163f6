/** The words of the page for an address where nothing is in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  title: 'Deze pagina bestaat niet',
  text: 'Misschien mist er een stuk van de link. Ga terug naar de website waar u begon en begin opnieuw.',
}

export type Words = Record<keyof typeof nl, string>
