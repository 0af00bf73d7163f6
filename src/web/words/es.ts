import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  title: 'Esta página no existe',
  text: 'Quizás falta una parte del enlace. Vuelva al sitio web donde empezó y empiece de nuevo.',
}
