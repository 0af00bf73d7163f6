/** The words of the form that goes to the provider in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  title: 'Naar {name}',
  text: 'U gaat nu naar {name} om in te loggen.',
  button: 'Ga naar {name}',
}

export type Words = Record<keyof typeof nl, string>
