/** The words of the conversation page. */
import type { PageLanguage } from '../../web/index.ts'

const nl = {
  call: 'Bel nu {number}',
  key: 'Toets deze code in als dat wordt gevraagd:',
  until: 'De code werkt tot {time} uur.',
  callButton: 'Bel met code',
  moreTime: 'Ik heb meer tijd nodig',
  stop: 'Stoppen en gegevens wissen',
  active: 'U bent verbonden met een medewerker.',
  expired: 'De code werkt niet meer',
  expiredText: 'Dat is voor uw veiligheid. U hoeft niet opnieuw in te loggen.',
  renew: 'Maak een nieuwe code',
  gone: 'Het gesprek is klaar',
  goneText: 'Uw gegevens zijn gewist.',
  unauthorized: 'Begin opnieuw op dit apparaat',
  unauthorizedText:
    'Deze stap hoort bij een ander apparaat of een ander venster. Kreeg u een link van iemand anders? Ga dan niet verder.',
  used: 'Deze stap is al klaar',
  usedText: 'Ga terug naar het venster met uw code, of begin opnieuw.',
  wait: 'Even geduld',
  waitText: 'We wachten op het inloggen. Deze pagina ververst vanzelf.',
  failed: 'Inloggen is niet gelukt',
  failedText: 'Er is niets gedeeld. Ga terug naar de website en begin opnieuw.',
}

const en: typeof nl = {
  call: 'Call {number} now',
  key: 'Key in this code when you are asked for it:',
  until: 'The code works until {time}.',
  callButton: 'Call with code',
  moreTime: 'I need more time',
  stop: 'Stop and erase my details',
  active: 'You are connected to an employee.',
  expired: 'The code no longer works',
  expiredText: 'That is for your safety. You do not have to log in again.',
  renew: 'Make a new code',
  gone: 'The conversation has ended',
  goneText: 'Your details are erased.',
  unauthorized: 'Start again on this device',
  unauthorizedText:
    'This step belongs to another device or another window. Did someone send you a link? Then do not go on.',
  used: 'This step is done',
  usedText: 'Go back to the window with your code, or start again.',
  wait: 'One moment',
  waitText: 'We are waiting for the log-in. This page refreshes by itself.',
  failed: 'Logging in did not work',
  failedText: 'Nothing was shared. Go back to the website and start again.',
}

export const words: Record<PageLanguage, typeof nl> = { nl, en }
