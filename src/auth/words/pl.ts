import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  otherDevice: 'Proszę zacząć od nowa na tym urządzeniu',
  otherDeviceText:
    'Ten krok należy do innego urządzenia lub innego okna. Link jest od innej osoby? W takim razie proszę nie iść dalej.',
  expired: 'Ten link już nie działa',
  expiredText:
    'To dla bezpieczeństwa. Proszę wrócić na stronę, na której wszystko się zaczęło, i zacząć od nowa.',
  invalid: 'Ten link nie działa',
  invalidText:
    'Brakuje części linku lub została zmieniona. Proszę wrócić na stronę, na której wszystko się zaczęło, i zacząć od nowa.',
  failure: 'Teraz to nie działa',
  failureText:
    'To nie Państwa wina. Proszę wrócić na stronę, na której wszystko się zaczęło, i spróbować ponownie.',
}
