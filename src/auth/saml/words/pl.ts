import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  title: 'Dalej: {name}',
  text: 'Teraz nastąpi przejście do logowania: {name}.',
  button: 'Przejdź: {name}',
}
