import button from '../../../components/localization/button.pl.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  notFound: 'Nie ma takiej strony',
  notFoundText:
    'Być może brakuje części linku. Proszę wrócić na stronę, na której wszystko się zaczęło, i zacząć od nowa.',
  shares: 'Udostępniane dane:',
  sharesNothing: 'brak danych',
  shareWith: 'Komu:',
  shareWhy: 'W jakim celu:',
  shareErase: 'Po rozmowie usuwamy te dane.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Dzwoniąc do nas, proszę podać numer {reference}.',
  failure: 'Teraz to nie działa',
  failureText: 'To nie Państwa wina. Proszę spróbować później.',
}
