import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  title: 'Покажіть через Yivi, хто ви',
  scan: 'Відкрийте застосунок Yivi на телефоні і відскануйте цей QR-код. Код вам дав хтось інший? Тоді не скануйте його.',
  code: 'QR-код для застосунку Yivi',
  open: 'Відкрити застосунок Yivi на цьому пристрої',
  here: 'Надайте свої дані в застосунку Yivi. Потім поверніться на цю сторінку.',
  elsewhere: 'Застосунок Yivi на іншому пристрої?',
  waiting: 'Ми чекаємо на застосунок Yivi.',
  connected: 'Застосунок Yivi під’єднано. Продовжуйте в застосунку.',
  unreachable: 'Зараз Yivi недоступний. Ми пробуємо далі.',
  done: 'У застосунку все готово',
  stop: 'Зупинити',
  over: 'Час минув',
  overText:
    'Це для вашої безпеки. Нічого не передано. Ви можете спробувати ще раз або вибрати інший спосіб.',
  onwards: 'Далі',
}
