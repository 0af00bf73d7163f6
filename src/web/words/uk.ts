import button from '../../../components/localization/button.uk.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  notFound: 'Такої сторінки немає',
  notFoundText:
    'Можливо, бракує частини посилання. Поверніться на сайт, де почали, і почніть знову.',
  shares: 'Ви передаєте такі дані:',
  sharesNothing: 'жодних даних',
  shareWith: 'Кому:',
  shareWhy: 'Для чого:',
  shareErase: 'Після розмови ми видаляємо ці дані.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Назвіть номер {reference}, коли будете нам телефонувати.',
  failure: 'Зараз це не працює',
  failureText: 'Це не ваша провина. Спробуйте, будь ласка, пізніше.',
}
