import button from '../../../components/localization/button.de.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  notFound: 'Diese Seite gibt es nicht',
  notFoundText:
    'Vielleicht fehlt ein Stück des Links. Gehen Sie zurück zur Website, auf der Sie begonnen haben, und fangen Sie neu an.',
  shares: 'Diese Angaben geben Sie weiter:',
  sharesNothing: 'keine Angaben',
  shareWith: 'An:',
  shareWhy: 'Wofür:',
  shareErase: 'Nach dem Gespräch löschen wir diese Angaben.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Nennen Sie die Nummer {reference}, wenn Sie uns anrufen.',
  failure: 'Das klappt gerade nicht',
  failureText: 'Es liegt nicht an Ihnen. Bitte versuchen Sie es später noch einmal.',
}
