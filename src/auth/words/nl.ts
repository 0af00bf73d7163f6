/** The words of what a citizen reads when a step cannot be taken in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  otherDevice: 'Begin opnieuw op dit apparaat',
  otherDeviceText:
    'Deze stap hoort bij een ander apparaat of een ander venster. Kreeg u een link van iemand anders? Ga dan niet verder.',
  expired: 'Deze link werkt niet meer',
  expiredText: 'Dat is voor uw veiligheid. Ga terug naar de website waar u begon en begin opnieuw.',
  invalid: 'Deze link werkt niet',
  invalidText:
    'Er mist een stuk van de link of er is iets aan veranderd. Ga terug naar de website waar u begon en begin opnieuw.',
  failure: 'Dit lukt nu niet',
  failureText: 'Het ligt niet aan u. Ga terug naar de website waar u begon en probeer het opnieuw.',
}

export type Words = Record<keyof typeof nl, string>
