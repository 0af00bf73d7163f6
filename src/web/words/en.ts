import button from '../../../components/localization/button.en.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in English. */
export const en: Words = {
  notFound: 'There is no such page',
  notFoundText:
    'Perhaps a piece of the link is missing. Go back to the website where you started and start again.',
  shares: 'This is what you share:',
  sharesNothing: 'no details',
  shareWith: 'With:',
  shareWhy: 'For:',
  shareErase: 'We erase these details after the conversation.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Mention number {reference} when you call us.',
  failure: 'This does not work right now',
  failureText: 'It is not your fault. Please try again later.',
}
