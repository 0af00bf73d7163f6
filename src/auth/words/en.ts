import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in English. */
export const en: Words = {
  otherDevice: 'Start again on this device',
  otherDeviceText:
    'This step belongs to another device or another window. Did someone send you a link? Do not go on.',
  expired: 'This link no longer works',
  expiredText: 'That is for your safety. Go back to the website where you started and start again.',
  invalid: 'This link does not work',
  invalidText:
    'A piece of the link is missing or was changed. Go back to the website where you started and start again.',
  failure: 'This does not work right now',
  failureText: 'It is not your fault. Go back to the website where you started and try again.',
}
