import button from '../../../components/localization/button.es.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  notFound: 'Esta página no existe',
  notFoundText:
    'Quizás falta una parte del enlace. Vuelva al sitio web donde empezó y empiece de nuevo.',
  shares: 'Esto es lo que comparte:',
  sharesNothing: 'ningún dato',
  shareWith: 'Con:',
  shareWhy: 'Para:',
  shareErase: 'Después de la conversación borramos estos datos.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Diga el número {reference} si nos llama.',
  failure: 'Esto no funciona ahora',
  failureText: 'No es culpa suya. Inténtelo más tarde.',
}
