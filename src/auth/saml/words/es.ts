import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  title: 'Hacia {name}',
  text: 'Ahora va a {name} para identificarse.',
  button: 'Ir a {name}',
}
