import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  overview: 'Übersicht',
  overviewFailed: 'Die Übersicht ist nicht aktuell. Wir versuchen es weiter.',
  agents: 'Beschäftigte',
  available: 'verfügbar',
  talking: 'im Gespräch',
  away: 'kurz weg',
  nobody: 'Niemand wartet.',
  short: 'weniger als 1 Minute',
  waiting: 'wartend',
  longest: 'längste Wartezeit',
  median: 'Median',
  phone: 'Telefon',
  chat: 'Chat',
  video: 'Video',
  transferTitle: 'Wohin möchten Sie weiterleiten?',
  transferText:
    'Die Person behält ihren Platz in der Warteschlange. Nur Angaben, die dort auch nötig sind, gehen mit.',
  transferPhone: 'Leiten Sie den Anruf in Ihrem Telefonprogramm selbst weiter.',
  purpose: 'Anliegen',
  transferYes: 'Weiterleiten',
  transferNo: 'Nein, weiter',
}
