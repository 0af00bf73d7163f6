import type { Words } from './nl.ts'

/** The words of the form that goes to the provider in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  title: 'Sıradaki adım: {name}',
  text: 'Giriş yapmak için şimdi şuraya gidiyorsunuz: {name}.',
  button: 'Şuraya gidin: {name}',
}
