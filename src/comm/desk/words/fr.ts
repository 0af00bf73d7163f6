import type { Words } from './nl.ts'

/** The words of the desk page in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  title: 'Guichet',
  noScript: 'Cette page a besoin de JavaScript.',
  again: 'La connexion n’a pas marché',
  againText: 'Réessayez.',
  unavailable: 'La connexion n’est pas possible maintenant',
  unavailableText: 'Le service de connexion ne répond pas. Réessayez plus tard.',
  noAgent: 'Vous n’avez pas accès',
  noAgentText:
    'Vous êtes en session, mais vous n’avez pas le rôle d’agent. Demandez à votre administrateur.',
  signIn: 'Se connecter',
  noFrame: 'Cette page ne peut pas être montrée ici',
  noFrameText:
    'Le guichet n’est pas réglé pour la page où ceci se trouve. Demandez à votre administrateur.',
}
