import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  title: 'Cette page n’existe pas',
  text: 'Il manque peut-être un morceau du lien. Retournez au site où vous avez commencé et recommencez.',
}
