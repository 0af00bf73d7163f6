/** The words of the page where somebody in a training chooses who to be in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  title: 'Oefenen: kies wie u bent',
  warning: 'Dit is een oefening. Deze mensen bestaan niet, en er wordt niets bewezen.',
  legend: 'Wie bent u in deze oefening?',
  go: 'Verder',
  stop: 'Stoppen',
}

export type Words = Record<keyof typeof nl, string>
