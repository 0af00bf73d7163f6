import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  title: 'Ćwiczenie: proszę wybrać osobę',
  warning: 'To jest ćwiczenie. Te osoby nie istnieją i nic nie jest potwierdzane.',
  legend: 'Jaka osoba w tym ćwiczeniu?',
  go: 'Dalej',
  stop: 'Przerwij',
}
