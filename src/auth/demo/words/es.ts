import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  title: 'Práctica: elija quién es usted',
  warning: 'Esto es una práctica. Estas personas no existen, y no se demuestra nada.',
  legend: '¿Quién es usted en esta práctica?',
  go: 'Continuar',
  stop: 'Parar',
}
