import type { Words } from './chat.nl.ts'

/** The words of a chat in French. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'Messages',
  you: 'Vous',
  resident: 'Habitant',
  agent: 'Agent',
  at: '{time}',
  empty: 'Il n’y a pas encore de messages.',
  field: 'Votre message',
  hint: 'Entrée envoie. Maj et Entrée ensemble font une nouvelle ligne. On ne peut pas envoyer de fichiers.',
  send: 'Envoyer',
  typing: '{name} écrit…',
  waiting: 'Envoi en cours',
  sent: 'Envoyé',
  delivered: 'Arrivé',
  read: 'Lu',
  refused_full: 'Pas envoyé : cette conversation est pleine.',
  refused_ended: 'Pas envoyé : la conversation est terminée.',
  refused_bad: 'Pas envoyé.',
  reconnecting: 'Pas de connexion. Vos messages partiront dès que la connexion revient.',
  files: 'On ne peut pas envoyer de fichiers ici. Écrivez un message.',
  nothing: 'Écrivez d’abord un message.',
  tooLong: {
    one: 'Votre message a {count} caractère de trop. Raccourcissez-le, ou envoyez-le en plusieurs parties.',
    many: 'Votre message a {count} caractères de trop. Raccourcissez-le, ou envoyez-le en plusieurs parties.',
    other:
      'Votre message a {count} caractères de trop. Raccourcissez-le, ou envoyez-le en plusieurs parties.',
  },
  left: {
    one: 'Il reste {count} caractère.',
    many: 'Il reste {count} caractères.',
    other: 'Il reste {count} caractères.',
  },
  ended: 'La conversation est terminée. Les messages sont effacés.',
}

export default messages
