import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  title: 'Zeigen Sie mit Yivi, wer Sie sind',
  scan: 'Öffnen Sie die Yivi-App auf Ihrem Telefon und scannen Sie diesen QR-Code. Haben Sie den Code von jemand anderem bekommen? Dann scannen Sie ihn nicht.',
  code: 'QR-Code für die Yivi-App',
  open: 'Yivi-App auf diesem Gerät öffnen',
  here: 'Geben Sie Ihre Angaben in der Yivi-App frei. Kommen Sie dann zu dieser Seite zurück.',
  elsewhere: 'Ist die Yivi-App auf einem anderen Gerät?',
  waiting: 'Wir warten auf die Yivi-App.',
  connected: 'Die Yivi-App ist verbunden. Machen Sie in der App weiter.',
  unreachable: 'Wir erreichen Yivi gerade nicht. Wir versuchen es weiter.',
  done: 'Ich bin in der App fertig',
  stop: 'Abbrechen',
  over: 'Die Zeit ist um',
  overText:
    'Das ist zu Ihrer Sicherheit. Es wurde nichts weitergegeben. Sie können es noch einmal versuchen oder einen anderen Weg wählen.',
  onwards: 'Weiter',
}
