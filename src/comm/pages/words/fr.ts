import type { Words } from './nl.ts'

/** The words of the conversation page in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  call: 'Appelez maintenant le {number}',
  key: 'Tapez ce code quand on vous le demande :',
  until: 'Le code marche jusqu’à {time}.',
  callButton: 'Appeler avec le code',
  moreTime: 'J’ai besoin de plus de temps',
  stop: 'Arrêter et effacer mes données',
  callIn: 'Vous êtes en ligne, un instant',
  callInText: 'Un agent va bientôt répondre. Restez en ligne.',
  callAgain: 'Appel coupé ? Faire un nouveau code',
  callBack: 'Vous préférez ne pas attendre ?',
  callBackText:
    'Laissez votre numéro de téléphone. Nous vous appelons quand c’est votre tour. Vous gardez votre place. Après la conversation, nous effaçons votre numéro.',
  callBackNumber: 'Votre numéro de téléphone',
  callBackButton: 'Rappelez-moi',
  callBackWrong: 'Nous ne pouvons pas appeler ce numéro. Vérifiez-le.',
  callBackTwice:
    'Nous rappelons déjà quelqu’un à ce numéro. Choisissez-en un autre, ou attendez ici.',
  callBackDone: 'Nous vous rappelons',
  callBackDoneText: 'Vous pouvez fermer cet écran. Gardez votre téléphone près de vous.',
  loggedIn:
    'Votre connexion est encore ouverte. Vous pouvez déjà vous déconnecter. La conversation continue.',
  logOut: 'Se déconnecter',
  waiting: 'Vous êtes dans la file d’attente',
  waitingText: 'Un agent va bientôt vous aider. Laissez cet écran ouvert.',
  returned: 'L’agent a perdu la connexion. Vous gardez votre place dans la file.',
  transferred: 'L’agent a transmis votre demande. Vous gardez votre place dans la file.',
  active: 'Vous êtes en ligne avec un agent.',
  identified: 'L’agent sait maintenant qui vous êtes.',
  identify: 'Montrez qui vous êtes',
  identifyText: 'L’agent demande qui vous êtes. Il est alors sûr que c’est bien vous.',
  started: 'Vous avez commencé à vous connecter. Cela ne marche pas ? Choisissez à nouveau.',
  identificationFailed: 'La connexion n’a pas marché. Rien n’a été partagé. Vous pouvez réessayer.',
  cancelled: 'Vous avez arrêté la connexion. Rien n’a été partagé. Vous pouvez réessayer.',
  method: 'Comment voulez-vous vous connecter ?',
  logIn: 'Continuer vers la connexion',
  decline: 'Pas maintenant',
  unavailable: 'La connexion n’est pas possible maintenant',
  unavailableText: 'Ce n’est pas de votre faute. Revenez en arrière et réessayez dans un instant.',
  expired: 'Le code ne marche plus',
  expiredText: 'C’est pour votre sécurité. Vous n’avez pas besoin de vous reconnecter.',
  renew: 'Faire un nouveau code',
  needsScript:
    'Cette conversation marche seulement avec JavaScript. Activez JavaScript dans votre navigateur. Ou appelez-nous.',
  gone: 'La conversation est terminée',
  goneText: 'Vos données sont effacées.',
  unauthorized: 'Recommencez sur cet appareil',
  unauthorizedText:
    'Cette étape appartient à un autre appareil ou à une autre fenêtre. Quelqu’un vous a envoyé un lien ? Alors, ne continuez pas.',
  used: 'Cette étape est déjà terminée',
  usedText: 'Retournez à la fenêtre avec votre code, ou recommencez.',
  wait: 'Un instant',
  waitText:
    'Nous attendons la connexion. Cette page se recharge toute seule. Vous avez arrêté la connexion ? Alors, recommencez.',
  failed: 'La connexion n’a pas marché',
  failedText: 'Rien n’a été partagé. Retournez au site et recommencez.',
  byBrowser: 'Nous ne pouvons pas recevoir vos données ainsi',
  byBrowserText:
    'Vos données étaient dans le lien. Ce n’est pas assez sûr. Nous n’avons rien gardé. Retournez au site et recommencez.',
}
