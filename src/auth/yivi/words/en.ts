import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in English. */
export const en: Words = {
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
  overText: 'That is for your safety. Nothing was shared. You can try again or choose another way.',
  onwards: 'Continue',
}
