import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  title: 'Такої сторінки немає',
  text: 'Можливо, бракує частини посилання. Поверніться на сайт, де почали, і почніть знову.',
}
