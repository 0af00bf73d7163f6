import type { Words } from './video.nl.ts'

/** The words of a video call in French. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  check: 'Appel vidéo',
  checkText:
    'Votre navigateur va demander si nous pouvons utiliser la caméra et le micro. Nous n’enregistrons rien.',
  open: 'Activer la caméra et le micro',
  opening: 'Un instant. Votre navigateur demande votre accord.',
  preview: 'L’autre personne vous verra ainsi. Personne ne vous voit encore.',
  previewName: 'Votre image',
  camera: 'Caméra',
  microphone: 'Micro',
  device: '{name} {count}',
  join: 'Participer',
  joinAudio: 'Continuer sans image',
  joinNothing: 'Continuer sans caméra ni micro',
  again: 'Réessayer',
  camera_refused:
    'La caméra n’est pas autorisée. Vous pouvez continuer sans image. Vous voulez une image ? Autorisez la caméra près du cadenas ou de l’icône de caméra dans la barre d’adresse.',
  camera_missing: 'Nous ne trouvons pas de caméra. Vous pouvez continuer sans image.',
  camera_busy:
    'La caméra ne marche pas. Fermez les autres programmes qui utilisent la caméra. Ou continuez sans image.',
  camera_unsupported:
    'Ce navigateur ne peut pas envoyer d’image. Vous pouvez continuer sans image.',
  microphone_refused:
    'Le micro n’est pas autorisé. L’autre personne ne vous entendra pas. Autorisez le micro près du cadenas ou de l’icône de micro dans la barre d’adresse.',
  microphone_missing: 'Nous ne trouvons pas de micro. L’autre personne ne vous entendra pas.',
  microphone_busy:
    'Le micro ne marche pas. Fermez les autres programmes qui utilisent le micro. Puis réessayez.',
  microphone_unsupported:
    'Ce navigateur ne peut pas envoyer de son. L’autre personne ne vous entendra pas.',
  call: 'Appel vidéo',
  waiting_resident: 'L’agent va bientôt apparaître.',
  waiting_agent:
    'L’habitant n’est pas encore là. La caméra et le micro sont en cours d’activation.',
  connecting: 'Nous établissons la connexion.',
  connected: 'Vous êtes en ligne.',
  reconnecting: 'La connexion est perdue. Nous continuons à essayer.',
  left_resident: 'L’agent est absent un instant. Laissez cet écran ouvert.',
  left_agent:
    'L’habitant est absent un instant. Il se connecte peut-être. Alors, il reviendra tout seul.',
  other_resident: 'Agent',
  other_agent: 'Habitant',
  dark: '{name} : caméra coupée',
  silent: '{name} : micro coupé',
  controls: 'Boutons de l’appel',
  on: 'activé',
  off: 'coupé',
  captions: 'Sous-titres',
  hangUp: 'Quitter l’appel vidéo',
  play: 'Activer le son',
  playText: 'Votre navigateur bloque encore le son.',
  hungUp: 'Vous avez quitté l’appel vidéo',
  hungUpText:
    'L’autre personne ne vous voit et ne vous entend plus. La caméra et le micro sont coupés.',
  rejoin: 'Participer à nouveau',
  taken: 'Vous participez dans une autre fenêtre',
  takenText: 'Ici, la caméra et le micro sont coupés.',
  takeBack: 'Participer ici',
  ended: 'La conversation est terminée. La caméra et le micro sont coupés.',
  elsewhere: 'L’appel vidéo est dans une autre fenêtre',
  elsewhereText:
    'Laissez aussi cette fenêtre ouverte. Ici, vous pouvez montrer qui vous êtes, et arrêter.',
  elsewhereTextAgent: 'Laissez aussi cette fenêtre ouverte. Ici, vous voyez qui est l’habitant.',
  elsewhereLink: 'Ouvrir l’appel vidéo',
  newWindow: '(nouvelle fenêtre)',
  failed: 'L’appel vidéo ne commence pas encore. Nous continuons à essayer.',
}

export default messages
