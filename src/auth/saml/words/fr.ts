import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  title: 'Vers {name}',
  text: 'Vous allez maintenant vers {name} pour vous connecter.',
  button: 'Aller vers {name}',
}
