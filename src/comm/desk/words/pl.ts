import type { Words } from './nl.ts'

/** The words of the desk page in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  title: 'Stanowisko obsługi',
  noScript: 'Ta strona wymaga JavaScript.',
  again: 'Logowanie się nie udało',
  againText: 'Proszę spróbować ponownie.',
  unavailable: 'Teraz nie można się zalogować',
  unavailableText: 'Usługa logowania nie odpowiada. Proszę spróbować później.',
  noAgent: 'Brak dostępu',
  noAgentText: 'Zalogowano, ale bez roli pracownika. Proszę zapytać administratora.',
  signIn: 'Zaloguj',
  noFrame: 'Tej strony nie można tu pokazać',
  noFrameText:
    'Stanowisko nie jest ustawione dla strony, w której to się znajduje. Proszę zapytać administratora.',
}
