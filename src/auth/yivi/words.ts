import type { PageLanguage } from '../../web/index.ts'

type Word =
  | 'title'
  | 'scan'
  | 'code'
  | 'open'
  | 'here'
  | 'elsewhere'
  | 'waiting'
  | 'connected'
  | 'unreachable'
  | 'done'
  | 'stop'
  | 'over'
  | 'overText'
  | 'onwards'

export const words: Record<PageLanguage, Record<Word, string>> = {
  nl: {
    title: 'Laat met Yivi zien wie u bent',
    scan: 'Open de Yivi-app op uw telefoon en scan deze QR-code. Kreeg u de code van iemand anders? Scan hem dan niet.',
    code: 'QR-code voor de Yivi-app',
    open: 'Open de Yivi-app op dit apparaat',
    here: 'Geef uw gegevens in de Yivi-app. Kom daarna terug naar deze pagina.',
    elsewhere: 'Staat de Yivi-app op een ander apparaat?',
    waiting: 'We wachten op de Yivi-app.',
    connected: 'De Yivi-app is verbonden. Ga verder in de app.',
    unreachable: 'Yivi is even niet bereikbaar. We proberen het steeds opnieuw.',
    done: 'Ik ben klaar in de app',
    stop: 'Stoppen',
    over: 'De tijd is om',
    overText:
      'Dat is voor uw veiligheid. Er is niets gedeeld. U kunt het opnieuw proberen of een andere manier kiezen.',
    onwards: 'Verder',
  },
  en: {
    title: 'Show who you are with Yivi',
    scan: 'Open the Yivi app on your phone and scan this QR code. Did you get the code from someone else? Do not scan it.',
    code: 'QR code for the Yivi app',
    open: 'Open the Yivi app on this device',
    here: 'Give your details in the Yivi app. Then come back to this page.',
    elsewhere: 'Is the Yivi app on another device?',
    waiting: 'We are waiting for the Yivi app.',
    connected: 'The Yivi app is connected. Continue in the app.',
    unreachable: 'We cannot reach Yivi right now. We keep trying.',
    done: 'I am done in the app',
    stop: 'Stop',
    over: 'The time is over',
    overText:
      'That is for your safety. Nothing was shared. You can try again or choose another way.',
    onwards: 'Continue',
  },
}
