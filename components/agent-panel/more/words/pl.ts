import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  overview: 'Przegląd',
  overviewFailed: 'To nie jest aktualne. Próbujemy dalej.',
  agents: 'Pracownicy',
  available: 'dostępne',
  talking: 'w rozmowie',
  away: 'chwilowo nieobecne',
  nobody: 'Nikt nie czeka.',
  short: 'mniej niż 1 minuta',
  waiting: 'oczekujące',
  longest: 'najdłuższe oczekiwanie',
  median: 'mediana',
  phone: 'Telefon',
  chat: 'Czat',
  video: 'Wideo',
  transferTitle: 'Dokąd przekazać?',
  transferText:
    'Mieszkaniec zachowuje miejsce w kolejce. Przechodzą tylko dane, które są tam potrzebne.',
  transferPhone: 'Proszę samodzielnie przekazać rozmowę w programie telefonicznym.',
  purpose: 'Sprawa',
  transferYes: 'Przekaż',
  transferNo: 'Nie, dalej',
}
