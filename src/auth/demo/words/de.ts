import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  title: 'Übung: Wählen Sie, wer Sie sind',
  warning: 'Das ist eine Übung. Diese Menschen gibt es nicht, und es wird nichts nachgewiesen.',
  legend: 'Wer sind Sie in dieser Übung?',
  go: 'Weiter',
  stop: 'Abbrechen',
}
