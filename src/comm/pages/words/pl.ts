import type { Words } from './nl.ts'

/** The words of the conversation page in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  call: 'Proszę teraz zadzwonić: {number}',
  key: 'Proszę wpisać ten kod, gdy padnie takie pytanie:',
  until: 'Kod działa do godziny {time}.',
  callButton: 'Zadzwoń z kodem',
  moreTime: 'Potrzebuję więcej czasu',
  stop: 'Zakończ i usuń moje dane',
  callIn: 'Połączono, chwileczkę',
  callInText: 'Pracownik zaraz odbierze. Proszę się nie rozłączać.',
  callAgain: 'Połączenie przerwane? Nowy kod',
  callBack: 'Nie chce Pan/Pani czekać?',
  callBackText:
    'Proszę zostawić numer telefonu. Zadzwonimy, gdy przyjdzie kolej. Miejsce w kolejce zostaje. Po rozmowie usuniemy numer.',
  callBackNumber: 'Numer telefonu',
  callBackButton: 'Proszę oddzwonić',
  callBackWrong: 'Nie możemy zadzwonić pod ten numer. Proszę go sprawdzić.',
  callBackTwice:
    'Pod ten numer już do kogoś oddzwaniamy. Proszę wybrać inny numer albo poczekać tutaj.',
  callBackDone: 'Oddzwonimy',
  callBackDoneText: 'Można zamknąć ten ekran. Proszę mieć telefon pod ręką.',
  loggedIn: 'Logowanie jest nadal aktywne. Można się już wylogować. Rozmowa trwa dalej.',
  logOut: 'Wyloguj',
  waiting: 'Trwa oczekiwanie w kolejce',
  waitingText: 'Pracownik zaraz pomoże. Proszę zostawić ten ekran otwarty.',
  returned: 'Pracownik utracił połączenie. Miejsce w kolejce pozostaje bez zmian.',
  transferred: 'Pracownik przekazał rozmowę dalej. Miejsce w kolejce pozostaje bez zmian.',
  active: 'Trwa rozmowa z pracownikiem.',
  identified: 'Pracownik wie już, z kim rozmawia.',
  identify: 'Proszę potwierdzić swoją tożsamość',
  identifyText: 'Pracownik pyta, z kim rozmawia. Potwierdzenie tożsamości daje mu pewność.',
  started: 'Logowanie zostało rozpoczęte. Nie działa? Proszę wybrać jeszcze raz.',
  identificationFailed:
    'Logowanie się nie udało. Nic nie zostało udostępnione. Można spróbować ponownie.',
  cancelled: 'Logowanie zostało przerwane. Nic nie zostało udostępnione. Można spróbować ponownie.',
  method: 'Jaki sposób logowania?',
  logIn: 'Dalej do logowania',
  decline: 'Nie teraz',
  unavailable: 'Teraz nie można się zalogować',
  unavailableText: 'To nie Państwa wina. Proszę wrócić i za chwilę spróbować ponownie.',
  expired: 'Kod już nie działa',
  expiredText: 'To dla bezpieczeństwa. Nie trzeba logować się ponownie.',
  renew: 'Nowy kod',
  needsScript:
    'Ta rozmowa działa tylko z JavaScript. Proszę włączyć JavaScript w przeglądarce. Albo zadzwonić do nas.',
  gone: 'Rozmowa jest zakończona',
  goneText: 'Dane zostały usunięte.',
  unauthorized: 'Proszę zacząć od nowa na tym urządzeniu',
  unauthorizedText:
    'Ten krok należy do innego urządzenia lub innego okna. Link jest od innej osoby? W takim razie proszę nie iść dalej.',
  used: 'Ten krok jest już gotowy',
  usedText: 'Proszę wrócić do okna z kodem lub zacząć od nowa.',
  wait: 'Chwileczkę',
  waitText:
    'Czekamy na logowanie. Ta strona odświeża się sama. Logowanie zostało przerwane? Proszę zacząć od nowa.',
  failed: 'Logowanie się nie udało',
  failedText: 'Nic nie zostało udostępnione. Proszę wrócić na stronę i zacząć od nowa.',
  byBrowser: 'W ten sposób nie możemy przyjąć danych',
  byBrowserText:
    'Dane były w linku. To nie jest dość bezpieczne. Niczego nie zachowaliśmy. Proszę wrócić na stronę i zacząć od nowa.',
}
