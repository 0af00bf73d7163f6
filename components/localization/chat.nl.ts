import type { Worded } from './catalogues.ts'

/** The words of a chat in plain Dutch (B1). Every other language has the same keys; Dutch stands in for one that could not be loaded. */
const messages = {
  log: 'Berichten',
  you: 'U',
  resident: 'Inwoner',
  agent: 'Medewerker',
  at: '{time} uur',
  empty: 'Er zijn nog geen berichten.',
  field: 'Uw bericht',
  hint: 'Enter verstuurt. Shift en Enter samen is een nieuwe regel. Bestanden sturen kan niet.',
  send: 'Verstuur',
  typing: '{name} typt…',
  waiting: 'Wordt verstuurd',
  sent: 'Verstuurd',
  delivered: 'Aangekomen',
  read: 'Gelezen',
  refused_full: 'Niet verstuurd: dit gesprek is vol.',
  refused_ended: 'Niet verstuurd: het gesprek is klaar.',
  refused_bad: 'Niet verstuurd.',
  reconnecting: 'Geen verbinding. Uw berichten gaan weg als er weer verbinding is.',
  files: 'Bestanden sturen kan hier niet. Typ een bericht.',
  nothing: 'Typ eerst een bericht.',
  tooLong: {
    one: 'Uw bericht is {count} teken te lang. Maak het korter, of stuur het in stukken.',
    other: 'Uw bericht is {count} tekens te lang. Maak het korter, of stuur het in stukken.',
  },
  left: { one: 'Nog {count} teken.', other: 'Nog {count} tekens.' },
  ended: 'Het gesprek is klaar. De berichten zijn gewist.',
}

export type Words = Worded<typeof messages>
export default messages as Words
