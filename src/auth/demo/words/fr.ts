import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in French. No native speaker has read it yet (docs/languages.md). */
export const fr: Words = {
  title: 'Exercice : choisissez qui vous êtes',
  warning: 'Ceci est un exercice. Ces personnes n’existent pas, et rien n’est prouvé.',
  legend: 'Qui êtes-vous dans cet exercice ?',
  go: 'Continuer',
  stop: 'Arrêter',
}
