/** The words of the page that waits for the Yivi app in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
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
}

export type Words = Record<keyof typeof nl, string>
