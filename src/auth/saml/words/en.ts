import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in English. */
export const en: Words = {
  title: 'On to {name}',
  text: 'You are now going to {name} to log in.',
  button: 'Go to {name}',
}
