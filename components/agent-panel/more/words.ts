/** The words of what is loaded when an agent asks for it, in plain Dutch (B1) and in English. */
const nl = {
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

const en: typeof nl = {
  overview: 'Overview',
  overviewFailed: 'This is not up to date. We keep trying.',
  agents: 'Agents',
  available: 'available',
  talking: 'talking',
  away: 'away',
  nobody: 'Nobody waits.',
  short: 'less than 1 minute',
  waiting: 'waiting',
  longest: 'longest wait',
  median: 'median',
  phone: 'Telephone',
  chat: 'Chat',
  video: 'Video',
  transferTitle: 'Where do you want to pass this on to?',
  transferText:
    'The resident keeps their place in the queue. Only details that are needed there as well go along.',
  transferPhone: 'Pass the telephone call on in your telephone program yourself.',
  purpose: 'Subject',
  transferYes: 'Pass on',
  transferNo: 'No, continue',
}

export type Words = typeof nl

export const wordsIn = (language: string): Words => (language === 'en' ? en : nl)
