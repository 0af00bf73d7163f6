/** The words of what is loaded when an agent asks for it in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  overview: 'Overzicht',
  overviewFailed: 'Het overzicht is niet bij. We proberen het vanzelf opnieuw.',
  agents: 'Medewerkers',
  available: 'beschikbaar',
  talking: 'in gesprek',
  away: 'even weg',
  nobody: 'Niemand wacht.',
  short: 'minder dan 1 minuut',
  waiting: 'wachten',
  longest: 'langste wacht',
  median: 'mediaan',
  phone: 'Telefoon',
  chat: 'Chat',
  video: 'Video',
  transferTitle: 'Waarheen wilt u doorverbinden?',
  transferText:
    'De inwoner houdt zijn plaats in de wachtrij. Alleen gegevens die daar ook nodig zijn, gaan mee.',
  transferPhone: 'Verbind het telefoongesprek zelf door in uw telefoonprogramma.',
  purpose: 'Onderwerp',
  transferYes: 'Verbind door',
  transferNo: 'Nee, ga door',
}

export type Words = Record<keyof typeof nl, string>
