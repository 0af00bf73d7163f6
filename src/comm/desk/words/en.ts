import type { Words } from './nl.ts'

/** The words of the desk page in English. */
export const en: Words = {
  title: 'Desk',
  noScript: 'This page needs JavaScript.',
  again: 'Signing in did not work',
  againText: 'Please try again.',
  unavailable: 'Signing in does not work right now',
  unavailableText: 'The sign-in service does not answer. Please try again later.',
  noAgent: 'You have no access',
  noAgentText:
    'You are signed in, but you do not have the role of an employee. Ask your administrator.',
  signIn: 'Sign in',
  noFrame: 'This page cannot be shown here',
  noFrameText: 'The desk is not set up for the page that this is in. Ask your administrator.',
}
