import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in English. */
export const en: Words = {
  title: 'Training: choose who you are',
  warning: 'This is a training. These people do not exist, and nothing is proven.',
  legend: 'Who are you in this training?',
  go: 'Continue',
  stop: 'Stop',
}
