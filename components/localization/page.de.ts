import type { Words } from './page.nl.ts'

/** The words of the conversation page in German. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Einen Moment',
  connectingText: 'Wir stellen die Verbindung her.',
  first: 'Sie sind als Nächstes dran',
  place: {
    one: '{count} Person ist vor Ihnen dran',
    other: '{count} Personen sind vor Ihnen dran',
  },
  waiting: 'Sie sind in der Warteschlange',
  returned:
    'Die Ansprechperson hat die Verbindung verloren. Sie behalten Ihren Platz in der Warteschlange.',
  transferred:
    'Die Ansprechperson hat Sie weitergeleitet. Sie behalten Ihren Platz in der Warteschlange.',
  keepOpen: 'Lassen Sie dieses Fenster offen. Eine Ansprechperson meldet sich hier bei Ihnen.',
  wait: 'Wartezeit: ungefähr {time}.',
  active: 'Eine Ansprechperson ist da',
  activeNamed: '{name} von der Gemeinde ist da',
  identified: 'Die Ansprechperson weiß, wer Sie sind.',
  lost: 'Keine Verbindung. Wir versuchen es weiter.',
  back: 'Die Verbindung ist wieder da.',
  ended: 'Das Gespräch ist beendet',
  endedText: 'Ihre Angaben sind gelöscht.',
  again: 'Neu Kontakt aufnehmen',
  refused: 'Fangen Sie auf diesem Gerät neu an',
  refusedText:
    'Dieses Gespräch gehört zu einem anderen Gerät oder einem anderen Fenster. Hat Ihnen jemand einen Link geschickt? Dann machen Sie nicht weiter.',
  asked: 'Die Ansprechperson fragt, wer Sie sind.',
  askedAgain:
    'Die Anmeldung hat nicht geklappt. Es wurde nichts weitergegeben. Sie können es noch einmal versuchen.',
  identify: 'Zeigen Sie, wer Sie sind',
  notNow: 'Jetzt nicht',
  loggedIn:
    'Sie sind noch angemeldet. Sie können sich jetzt schon abmelden. Das Gespräch geht weiter.',
  logOut: 'Abmelden',
  stop: 'Beenden und meine Angaben löschen',
  stopQuestion: 'Möchten Sie beenden?',
  stopText: 'Das Gespräch ist dann beendet. Wir löschen Ihre Angaben.',
  stopYes: 'Ja, beenden und löschen',
  stopNo: 'Nein, weiter',
}

export default messages
