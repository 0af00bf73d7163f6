import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  overview: 'Огляд',
  overviewFailed: 'Це не найновіші дані. Ми пробуємо далі.',
  agents: 'Працівники',
  available: 'вільні',
  talking: 'у розмові',
  away: 'ненадовго відсутні',
  nobody: 'Ніхто не чекає.',
  short: 'менше 1 хвилини',
  waiting: 'чекають',
  longest: 'найдовше очікування',
  median: 'медіана',
  phone: 'Телефон',
  chat: 'Чат',
  video: 'Відео',
  transferTitle: 'Куди ви хочете переадресувати?',
  transferText: 'Мешканець зберігає місце в черзі. Передаються лише дані, які потрібні й там.',
  transferPhone: 'Переадресуйте телефонну розмову самі у своїй телефонній програмі.',
  purpose: 'Тема',
  transferYes: 'Переадресувати',
  transferNo: 'Ні, продовжити',
}
