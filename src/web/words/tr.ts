import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  title: 'Böyle bir sayfa yok',
  text: 'Belki bağlantının bir parçası eksik. Başladığınız siteye dönün ve yeniden başlayın.',
}
