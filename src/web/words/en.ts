import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in English. */
export const en: Words = {
  title: 'There is no such page',
  text: 'Perhaps a piece of the link is missing. Go back to the website where you started and start again.',
}
