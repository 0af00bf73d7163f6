import button from '../../../components/localization/button.fr.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  notFound: 'Cette page n’existe pas',
  notFoundText:
    'Il manque peut-être un morceau du lien. Retournez au site où vous avez commencé et recommencez.',
  shares: 'Voici ce que vous partagez :',
  sharesNothing: 'aucune donnée',
  shareWith: 'Avec :',
  shareWhy: 'Pour :',
  shareErase: 'Après la conversation, nous effaçons ces données.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Donnez le numéro {reference} si vous nous appelez.',
  failure: 'Cela ne marche pas pour le moment',
  failureText: 'Ce n’est pas de votre faute. Réessayez plus tard.',
}
