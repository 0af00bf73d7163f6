import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  otherDevice: 'Почніть знову на цьому пристрої',
  otherDeviceText:
    'Цей крок належить іншому пристрою або іншому вікну. Хтось надіслав вам посилання? Тоді не йдіть далі.',
  expired: 'Це посилання більше не працює',
  expiredText: 'Це для вашої безпеки. Поверніться на сайт, де почали, і почніть знову.',
  invalid: 'Це посилання не працює',
  invalidText:
    'Частини посилання бракує або її змінено. Поверніться на сайт, де почали, і почніть знову.',
  failure: 'Зараз це не працює',
  failureText: 'Це не ваша провина. Поверніться на сайт, де почали, і спробуйте ще раз.',
}
