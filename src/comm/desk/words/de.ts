import type { Words } from './nl.ts'

/** The words of the desk page in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  title: 'Schalter',
  noScript: 'Diese Seite braucht JavaScript.',
  again: 'Die Anmeldung hat nicht geklappt',
  againText: 'Versuchen Sie es noch einmal.',
  unavailable: 'Die Anmeldung geht gerade nicht',
  unavailableText: 'Der Anmeldedienst antwortet nicht. Versuchen Sie es später noch einmal.',
  noAgent: 'Sie haben keinen Zugang',
  noAgentText:
    'Sie sind angemeldet, aber Sie haben nicht die nötige Rolle. Fragen Sie Ihre Administration.',
  signIn: 'Anmelden',
  noFrame: 'Diese Seite kann hier nicht gezeigt werden',
  noFrameText:
    'Der Schalter ist nicht für die Seite eingerichtet, in der dies steht. Fragen Sie Ihre Administration.',
}
