import type { Words } from './page.nl.ts'

/** The words of the conversation page in French. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Un instant',
  connectingText: 'Nous établissons la connexion.',
  first: 'C’est bientôt à vous',
  place: {
    one: '{count} personne est avant vous',
    many: '{count} personnes sont avant vous',
    other: '{count} personnes sont avant vous',
  },
  waiting: 'Vous êtes dans la file d’attente',
  returned: 'L’agent a perdu la connexion. Vous gardez votre place dans la file.',
  transferred: 'L’agent a transmis votre demande. Vous gardez votre place dans la file.',
  keepOpen: 'Laissez cet écran ouvert. Un agent va vous répondre ici.',
  wait: 'Temps d’attente : environ {time}.',
  active: 'Un agent est là',
  activeNamed: '{name}, de la commune, est là',
  identified: 'L’agent sait qui vous êtes.',
  lost: 'Pas de connexion. Nous continuons à essayer.',
  back: 'La connexion est revenue.',
  ended: 'La conversation est terminée',
  endedText: 'Vos données sont effacées.',
  again: 'Reprendre contact',
  refused: 'Recommencez sur cet appareil',
  refusedText:
    'Cette conversation appartient à un autre appareil ou à une autre fenêtre. Quelqu’un vous a envoyé un lien ? Alors, ne continuez pas.',
  asked: 'L’agent demande qui vous êtes.',
  askedAgain: 'La connexion n’a pas marché. Rien n’a été partagé. Vous pouvez réessayer.',
  identify: 'Montrez qui vous êtes',
  notNow: 'Pas maintenant',
  loggedIn:
    'Votre connexion est encore ouverte. Vous pouvez déjà vous déconnecter. La conversation continue.',
  logOut: 'Se déconnecter',
  stop: 'Arrêter et effacer mes données',
  stopQuestion: 'Voulez-vous arrêter ?',
  stopText: 'La conversation est alors terminée. Nous effaçons vos données.',
  stopYes: 'Oui, arrêter et effacer',
  stopNo: 'Non, continuer',
}

export default messages
