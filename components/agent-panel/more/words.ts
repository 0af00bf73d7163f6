/** The words of what is loaded when an agent asks for it, in plain Dutch (B1) and in English. */
const nl = {
  transferTitle: 'Waarheen wilt u doorverbinden?',
  transferText:
    'De inwoner houdt zijn plaats in de wachtrij. Alleen gegevens die daar ook nodig zijn, gaan mee.',
  transferPhone: 'Verbind het telefoongesprek zelf door in uw telefoonprogramma.',
  purpose: 'Onderwerp',
  transferYes: 'Verbind door',
  transferNo: 'Nee, ga door',
}

const en: typeof nl = {
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
