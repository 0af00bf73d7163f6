import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  title: 'إلى {name}',
  text: 'تنتقل الآن إلى {name} لتسجيل الدخول.',
  button: 'اذهب إلى {name}',
}
