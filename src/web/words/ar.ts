import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  title: 'لا توجد صفحة كهذه',
  text: 'ربما جزء من الرابط ناقص. عد إلى الموقع الذي بدأت منه وابدأ من جديد.',
}
