import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  title: 'Alıştırma: kim olduğunuzu seçin',
  warning: 'Bu bir alıştırmadır. Bu kişiler gerçek değil ve hiçbir şey kanıtlanmaz.',
  legend: 'Bu alıştırmada kimsiniz?',
  go: 'Devam',
  stop: 'Durdurun',
}
