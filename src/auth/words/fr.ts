import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  otherDevice: 'Recommencez sur cet appareil',
  otherDeviceText:
    'Cette étape appartient à un autre appareil ou à une autre fenêtre. Quelqu’un vous a envoyé un lien ? Alors, ne continuez pas.',
  expired: 'Ce lien ne marche plus',
  expiredText: 'C’est pour votre sécurité. Retournez au site où vous avez commencé et recommencez.',
  invalid: 'Ce lien ne marche pas',
  invalidText:
    'Un morceau du lien manque ou a été changé. Retournez au site où vous avez commencé et recommencez.',
  failure: 'Cela ne marche pas pour le moment',
  failureText: 'Ce n’est pas de votre faute. Retournez au site où vous avez commencé et réessayez.',
}
