import type { Words } from './nl.ts'

/** The words of the page for an address where nothing is in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  title: 'Nie ma takiej strony',
  text: 'Być może brakuje części linku. Proszę wrócić na stronę, na której wszystko się zaczęło, i zacząć od nowa.',
}
