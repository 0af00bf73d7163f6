import type { Words } from './nl.ts'

/** The words of the conversation page in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  call: 'Rufen Sie jetzt {number} an',
  key: 'Geben Sie diesen Code ein, wenn Sie danach gefragt werden:',
  until: 'Der Code gilt bis {time} Uhr.',
  callButton: 'Mit Code anrufen',
  moreTime: 'Ich brauche mehr Zeit',
  stop: 'Beenden und meine Angaben löschen',
  callIn: 'Sie sind verbunden, einen Moment',
  callInText: 'Gleich meldet sich eine Ansprechperson. Bleiben Sie am Telefon.',
  callAgain: 'Verbindung weg? Neuen Code holen',
  callBack: 'Möchten Sie lieber nicht warten?',
  callBackText:
    'Hinterlassen Sie Ihre Telefonnummer. Wir rufen Sie an, wenn Sie an der Reihe sind. Sie behalten Ihren Platz. Nach dem Gespräch löschen wir Ihre Nummer.',
  callBackAsk: 'Unter welcher Nummer rufen wir Sie an?',
  callBackAskText:
    'Hinterlassen Sie Ihre Telefonnummer. Wir rufen Sie an, wenn Sie an der Reihe sind. Nach dem Gespräch löschen wir Ihre Nummer.',
  callBackFrom: 'Wir rufen ab {day}, {time} Uhr an.',
  callBackNumber: 'Ihre Telefonnummer',
  callBackButton: 'Rufen Sie mich zurück',
  callBackWrong: 'Diese Nummer können wir nicht anrufen. Bitte prüfen Sie sie.',
  callBackTwice:
    'Unter dieser Nummer rufen wir schon jemanden zurück. Wählen Sie eine andere Nummer.',
  callBackDone: 'Wir rufen Sie zurück',
  callBackDoneText: 'Sie können dieses Fenster schließen. Halten Sie Ihr Telefon bereit.',
  loggedIn:
    'Sie sind noch angemeldet. Sie können sich jetzt schon abmelden. Das Gespräch geht weiter.',
  logOut: 'Abmelden',
  waiting: 'Sie sind in der Warteschlange',
  waitingText: 'Gleich hilft Ihnen eine Ansprechperson. Lassen Sie dieses Fenster offen.',
  returned:
    'Die Ansprechperson hat die Verbindung verloren. Sie behalten Ihren Platz in der Warteschlange.',
  transferred:
    'Die Ansprechperson hat Sie weitergeleitet. Sie behalten Ihren Platz in der Warteschlange.',
  active: 'Sie sind mit einer Ansprechperson verbunden.',
  identified: 'Die Ansprechperson weiß jetzt, wer Sie sind.',
  identify: 'Zeigen Sie, wer Sie sind',
  identifyText: 'Die Ansprechperson fragt, wer Sie sind. Dann weiß sie sicher, dass Sie es sind.',
  started: 'Sie haben mit der Anmeldung begonnen. Klappt es nicht? Dann wählen Sie noch einmal.',
  identificationFailed:
    'Die Anmeldung hat nicht geklappt. Es wurde nichts weitergegeben. Sie können es noch einmal versuchen.',
  cancelled:
    'Sie haben die Anmeldung abgebrochen. Es wurde nichts weitergegeben. Sie können es noch einmal versuchen.',
  method: 'Wie möchten Sie sich anmelden?',
  logIn: 'Weiter zur Anmeldung',
  decline: 'Jetzt nicht',
  unavailable: 'Die Anmeldung geht gerade nicht',
  unavailableText:
    'Es liegt nicht an Ihnen. Gehen Sie zurück und versuchen Sie es gleich noch einmal.',
  expired: 'Der Code gilt nicht mehr',
  expiredText: 'Das ist zu Ihrer Sicherheit. Sie müssen sich nicht noch einmal anmelden.',
  renew: 'Neuen Code holen',
  needsScript:
    'Dieses Gespräch geht nur mit JavaScript. Schalten Sie JavaScript in Ihrem Browser ein. Oder rufen Sie uns an.',
  gone: 'Das Gespräch ist beendet',
  goneText: 'Ihre Angaben sind gelöscht.',
  unauthorized: 'Fangen Sie auf diesem Gerät neu an',
  unauthorizedText:
    'Dieser Schritt gehört zu einem anderen Gerät oder einem anderen Fenster. Hat Ihnen jemand einen Link geschickt? Dann machen Sie nicht weiter.',
  used: 'Dieser Schritt ist schon fertig',
  usedText: 'Gehen Sie zurück zum Fenster mit Ihrem Code, oder fangen Sie neu an.',
  wait: 'Einen Moment',
  waitText:
    'Wir warten auf die Anmeldung. Diese Seite lädt von selbst neu. Haben Sie die Anmeldung abgebrochen? Dann fangen Sie neu an.',
  failed: 'Die Anmeldung hat nicht geklappt',
  failedText: 'Es wurde nichts weitergegeben. Gehen Sie zurück zur Website und fangen Sie neu an.',
  byBrowser: 'So können wir Ihre Angaben nicht annehmen',
  byBrowserText:
    'Ihre Angaben standen im Link. Das ist nicht sicher genug. Wir haben nichts behalten. Gehen Sie zurück zur Website und fangen Sie neu an.',
}
