import type { Words } from './nl.ts'

/** The words of the desk page in Ukrainian. No native speaker has read it yet (docs/languages.md). */
export const uk: Words = {
  title: 'Робоче місце',
  noScript: 'Ця сторінка потребує JavaScript.',
  again: 'Увійти не вдалося',
  againText: 'Спробуйте ще раз.',
  unavailable: 'Зараз увійти не можна',
  unavailableText: 'Служба входу не відповідає. Спробуйте пізніше.',
  noAgent: 'У вас немає доступу',
  noAgentText: 'Ви ввійшли, але у вас немає ролі працівника. Запитайте адміністратора.',
  signIn: 'Увійти',
  noFrame: 'Цю сторінку тут показати не можна',
  noFrameText:
    'Робоче місце не налаштовано для сторінки, у якій це стоїть. Запитайте адміністратора.',
}
