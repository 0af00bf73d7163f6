import type { Words } from './page.nl.ts'

/** The words of the conversation page in Ukrainian. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Зачекайте, будь ласка',
  connectingText: 'Ми встановлюємо зв’язок.',
  first: 'Ви наступні в черзі',
  place: {
    one: 'Перед вами {count} людина',
    few: 'Перед вами {count} людини',
    many: 'Перед вами {count} людей',
    other: 'Перед вами {count} людини',
  },
  waiting: 'Ви в черзі',
  returned: 'Працівник втратив зв’язок. Ваше місце в черзі збережено.',
  transferred: 'Працівник переадресував вас. Ваше місце в черзі збережено.',
  keepOpen: 'Не закривайте цей екран. Працівник відповість вам тут.',
  wait: 'Час очікування: приблизно {time}.',
  active: 'Працівник уже тут',
  activeNamed: 'Працівник {name} уже тут',
  identified: 'Працівник знає, хто ви.',
  lost: 'Немає зв’язку. Ми пробуємо далі.',
  back: 'Зв’язок відновлено.',
  ended: 'Розмову закінчено',
  endedText: 'Ваші дані видалено.',
  refused: 'Почніть знову на цьому пристрої',
  refusedText: 'Ця розмова належить іншому пристрою або іншому вікну.',
  asked: 'Працівник питає, хто ви.',
  askedAgain: 'Увійти не вдалося. Нічого не передано. Ви можете спробувати ще раз.',
  identify: 'Покажіть, хто ви',
  notNow: 'Не зараз',
  loggedIn: 'Ваш вхід ще діє. Ви вже можете вийти. Розмова триватиме.',
  logOut: 'Вийти',
  stop: 'Зупинити і видалити мої дані',
  stopQuestion: 'Ви хочете зупинити?',
  stopText: 'Тоді розмова закінчиться. Ми видалимо ваші дані.',
  stopYes: 'Так, зупинити і видалити',
  stopNo: 'Ні, продовжити',
}

export default messages
