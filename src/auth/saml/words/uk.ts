import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  title: 'Далі: {name}',
  text: 'Зараз ви перейдете до входу: {name}.',
  button: 'Перейти: {name}',
}
