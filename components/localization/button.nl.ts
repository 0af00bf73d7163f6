/**
 * The words of `<id-contact-button>` in plain Dutch (B1), until a resident leaves for the log-in. Every other language has the same keys;
 * Dutch stands in for a language that could not be loaded.
 */
export const messages = {
  open: 'Veilig contact met de gemeente',
  close: 'Sluiten',
  back: 'Terug',
  next: 'Verder',
  retry: 'Probeer opnieuw',
  retryNow: 'Probeer nu',
  help: 'Hulp nodig? Bel',
  fault: 'Fout:',
  loading: 'Even geduld',
  loadingText: 'We kijken wat er kan.',
  channel: 'Hoe wilt u contact?',
  channelMissing: 'Kies hoe u contact wilt.',
  channelOnlyPhone: 'U gaat bellen met een medewerker.',
  channelOnly: 'U heeft contact via {name}.',
  method: 'Laat zien wie u bent',
  methodText: 'De medewerker weet dan zeker dat u het bent.',
  methodMissing: 'Kies hoe u laat zien wie u bent.',
  methodOnly: 'Dat doet u met {name}.',
  methodGo: 'Verder naar {name}',
  without: 'Zonder inloggen verder',
  withoutText: 'U hoeft niet in te loggen. De medewerker weet dan niet wie u bent.',
  consentWhat: 'Dit deelt u:',
  consentNothing: 'geen gegevens',
  consentWith: 'Met:',
  consentWhy: 'Waarvoor:',
  consentErase: 'Na het gesprek wissen we deze gegevens.',
  codeAhead: 'Daarna krijgt u een code. Die werkt een paar minuten. U kunt meer tijd vragen.',
  login: 'de inlogdienst',
  leaving: 'U gaat nu naar {name}',
  leavingText: 'Daarna komt u hier terug.',
  offline: 'Geen internet',
  offlineText: 'We proberen het vanzelf opnieuw.',
  failure: 'Dit lukt nu niet',
  failureText: 'Het ligt niet aan u. Probeer het later nog eens.',
}

export default messages
