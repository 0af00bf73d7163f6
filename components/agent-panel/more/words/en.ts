import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in English. */
export const en: Words = {
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
