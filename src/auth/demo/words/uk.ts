import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  title: 'Вправа: виберіть, хто ви',
  warning: 'Це вправа. Цих людей не існує, і нічого не підтверджується.',
  legend: 'Хто ви в цій вправі?',
  go: 'Далі',
  stop: 'Зупинити',
}
