import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  overview: 'Vue d’ensemble',
  overviewFailed: 'Ceci n’est pas à jour. Nous continuons à essayer.',
  agents: 'Agents',
  available: 'disponible',
  talking: 'en conversation',
  away: 'absent un instant',
  nobody: 'Personne n’attend.',
  short: 'moins de 1 minute',
  waiting: 'en attente',
  longest: 'plus longue attente',
  median: 'médiane',
  phone: 'Téléphone',
  chat: 'Chat',
  video: 'Vidéo',
  transferTitle: 'Vers où voulez-vous transmettre ?',
  transferText:
    'L’habitant garde sa place dans la file. Seules les données qui y sont aussi nécessaires suivent.',
  transferPhone: 'Transmettez vous-même l’appel dans votre programme de téléphone.',
  purpose: 'Sujet',
  transferYes: 'Transmettre',
  transferNo: 'Non, continuer',
}
