import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  title: 'Weiter zu {name}',
  text: 'Sie gehen jetzt zu {name}, um sich anzumelden.',
  button: 'Zu {name} gehen',
}
