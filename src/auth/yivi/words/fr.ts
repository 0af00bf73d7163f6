import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  title: 'Montrez avec Yivi qui vous êtes',
  scan: 'Ouvrez l’application Yivi sur votre téléphone et scannez ce code QR. Quelqu’un d’autre vous a donné le code ? Alors, ne le scannez pas.',
  code: 'Code QR pour l’application Yivi',
  open: 'Ouvrir l’application Yivi sur cet appareil',
  here: 'Donnez vos données dans l’application Yivi. Revenez ensuite sur cette page.',
  elsewhere: 'L’application Yivi est sur un autre appareil ?',
  waiting: 'Nous attendons l’application Yivi.',
  connected: 'L’application Yivi est reliée. Continuez dans l’application.',
  unreachable: 'Yivi ne répond pas pour le moment. Nous continuons à essayer.',
  done: 'J’ai fini dans l’application',
  stop: 'Arrêter',
  over: 'Le temps est écoulé',
  overText:
    'C’est pour votre sécurité. Rien n’a été partagé. Vous pouvez réessayer ou choisir une autre façon.',
  onwards: 'Continuer',
}
