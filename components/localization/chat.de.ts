import type { Words } from './chat.nl.ts'

/** The words of a chat in German. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'Nachrichten',
  you: 'Sie',
  resident: 'Bürgerin oder Bürger',
  agent: 'Ansprechperson',
  at: '{time} Uhr',
  empty: 'Es gibt noch keine Nachrichten.',
  field: 'Ihre Nachricht',
  hint: 'Mit Enter senden Sie. Umschalt und Enter zusammen machen eine neue Zeile. Dateien können Sie nicht senden.',
  send: 'Senden',
  typing: '{name} schreibt…',
  waiting: 'Wird gesendet',
  sent: 'Gesendet',
  delivered: 'Angekommen',
  read: 'Gelesen',
  refused_full: 'Nicht gesendet: Dieses Gespräch ist voll.',
  refused_ended: 'Nicht gesendet: Das Gespräch ist beendet.',
  refused_bad: 'Nicht gesendet.',
  reconnecting:
    'Keine Verbindung. Ihre Nachrichten gehen weg, sobald die Verbindung wieder da ist.',
  files: 'Dateien können Sie hier nicht senden. Schreiben Sie eine Nachricht.',
  nothing: 'Schreiben Sie zuerst eine Nachricht.',
  tooLong: {
    one: 'Ihre Nachricht ist {count} Zeichen zu lang. Kürzen Sie sie, oder senden Sie sie in Teilen.',
    other:
      'Ihre Nachricht ist {count} Zeichen zu lang. Kürzen Sie sie, oder senden Sie sie in Teilen.',
  },
  left: { one: 'Noch {count} Zeichen.', other: 'Noch {count} Zeichen.' },
  ended: 'Das Gespräch ist beendet. Die Nachrichten sind gelöscht.',
}

export default messages
