/** The words of the core's own pages. */
import type { LocalText } from '../../protocol/local-text.ts'
import type { PageLanguage } from '../../web/index.ts'

const nl = {
  otherDevice: 'Begin opnieuw op dit apparaat',
  otherDeviceText:
    'Deze stap hoort bij een ander apparaat of een ander venster. Kreeg u een link van iemand anders? Ga dan niet verder. Er is niets gedeeld.',
  done: 'Deze stap is al klaar',
  doneText: 'U kunt dit venster sluiten, of teruggaan naar de website waar u begon.',
  tooLate: 'Dit duurde te lang',
  tooLateText: 'Begin daarom opnieuw. Dat is voor uw veiligheid.',
  invalidLink: 'Deze link werkt niet',
  invalidLinkText: 'Ga terug naar de website en begin opnieuw.',
  cancelled: 'U bent gestopt met inloggen',
  failed: 'Inloggen is niet gelukt',
  too_low: 'Hiervoor is meer zekerheid nodig',
  unavailable: 'Inloggen kan nu niet',
  setbackText: 'Er is niets gedeeld.',
  retry: 'Probeer opnieuw',
  refused: 'Dit lukt nu niet',
  refusedText: 'Het ligt niet aan u. Probeer het later nog eens.',
  unknownPurpose: 'Deze vraag kennen we niet',
  call: 'Bel nu {number}',
  callKey: 'Toets deze code in als dat wordt gevraagd:',
  callButton: 'Bel met code',
  choose: 'Veilig contact met de gemeente',
  chooseComm: 'Hoe wilt u contact?',
  chooseAuth: 'Laat zien wie u bent',
  chooseAuthText: 'De medewerker weet dan zeker dat u het bent.',
  shares: 'Dit deelt u:',
  sharesNothing: 'geen gegevens',
  shareWith: 'Met:',
  shareWhy: 'Waarvoor:',
  shareErase: 'Na het gesprek wissen we deze gegevens.',
  next: 'Verder',
  without: 'Liever niet inloggen?',
  withoutText: 'Dat kan ook. De medewerker weet dan nog niet zeker wie u bent.',
  withoutButton: 'Zonder inloggen verder',
  closed: 'We zijn nu gesloten',
  closedText: 'Probeer het later nog eens.',
  closedUntil: 'U kunt weer contact opnemen vanaf {day}, {time} uur.',
  wait: { one: 'Wachttijd: ongeveer 1 minuut', other: 'Wachttijd: ongeveer {n} minuten' },
  help: 'Hulp nodig? Bel',
}

const en: typeof nl = {
  otherDevice: 'Start again on this device',
  otherDeviceText:
    'This step belongs to another device or another window. Did someone send you a link? Then do not go on. Nothing was shared.',
  done: 'This step is done',
  doneText: 'You can close this window, or go back to the website where you began.',
  tooLate: 'This took too long',
  tooLateText: 'So please start again. That is for your safety.',
  invalidLink: 'This link does not work',
  invalidLinkText: 'Go back to the website and start again.',
  cancelled: 'You stopped logging in',
  failed: 'Logging in did not work',
  too_low: 'This needs a stronger log-in',
  unavailable: 'Logging in does not work right now',
  setbackText: 'Nothing was shared.',
  retry: 'Try again',
  refused: 'This does not work right now',
  refusedText: 'It is not your fault. Please try again later.',
  unknownPurpose: 'We do not know this question',
  call: 'Call {number} now',
  callKey: 'Key in this code when you are asked for it:',
  callButton: 'Call with code',
  choose: 'Safe contact with the municipality',
  chooseComm: 'How do you want to talk to us?',
  chooseAuth: 'Show who you are',
  chooseAuthText: 'The employee then knows for sure that it is you.',
  shares: 'This is what you share:',
  sharesNothing: 'no details',
  shareWith: 'With:',
  shareWhy: 'For:',
  shareErase: 'We erase these details after the conversation.',
  next: 'Continue',
  without: 'Would you rather not log in?',
  withoutText: 'That is possible. The employee then does not know for sure yet who you are.',
  withoutButton: 'Continue without logging in',
  closed: 'We are closed now',
  closedText: 'Please try again later.',
  closedUntil: 'You can contact us again from {day}, {time}.',
  wait: { one: 'Waiting time: about 1 minute', other: 'Waiting time: about {n} minutes' },
  help: 'Need help? Call',
}

export const words: Record<PageLanguage, typeof nl> = { nl, en }

/** @param seconds whole minutes of them */
export function expectedWait(seconds: number): LocalText {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const form = minutes === 1 ? 'one' : 'other'
  const said = (lang: PageLanguage) => words[lang].wait[form].replace('{n}', String(minutes))
  return { nl: said('nl'), en: said('en') }
}
