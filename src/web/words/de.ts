import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  title: 'Diese Seite gibt es nicht',
  text: 'Vielleicht fehlt ein Stück des Links. Gehen Sie zurück zur Website, auf der Sie begonnen haben, und fangen Sie neu an.',
}
