import type { Words } from './page.nl.ts'

/** The words of the conversation page in Polish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Chwileczkę',
  connectingText: 'Łączymy.',
  first: 'Następna kolej jest Państwa',
  place: {
    one: 'Przed Państwem czeka {count} osoba',
    few: 'Przed Państwem czekają {count} osoby',
    many: 'Przed Państwem czeka {count} osób',
    other: 'Przed Państwem czeka {count} osoby',
  },
  waiting: 'Trwa oczekiwanie w kolejce',
  returned: 'Pracownik utracił połączenie. Miejsce w kolejce pozostaje bez zmian.',
  transferred: 'Pracownik przekazał rozmowę dalej. Miejsce w kolejce pozostaje bez zmian.',
  keepOpen: 'Proszę zostawić ten ekran otwarty. Pracownik odezwie się tutaj.',
  wait: 'Czas oczekiwania: około {time}.',
  active: 'Pracownik już jest',
  activeNamed: 'Pracownik {name} już jest',
  identified: 'Pracownik wie, z kim rozmawia.',
  lost: 'Brak połączenia. Próbujemy dalej.',
  back: 'Połączenie wróciło.',
  ended: 'Rozmowa jest zakończona',
  endedText: 'Dane zostały usunięte.',
  again: 'Skontaktuj się ponownie',
  refused: 'Proszę zacząć od nowa na tym urządzeniu',
  refusedText:
    'Ta rozmowa należy do innego urządzenia lub innego okna. Link jest od innej osoby? W takim razie proszę nie iść dalej.',
  asked: 'Pracownik pyta, z kim rozmawia.',
  askedAgain: 'Logowanie się nie udało. Nic nie zostało udostępnione. Można spróbować ponownie.',
  identify: 'Proszę potwierdzić swoją tożsamość',
  notNow: 'Nie teraz',
  loggedIn: 'Logowanie jest nadal aktywne. Można się już wylogować. Rozmowa trwa dalej.',
  logOut: 'Wyloguj',
  stop: 'Zakończ i usuń moje dane',
  stopQuestion: 'Czy zakończyć?',
  stopText: 'Rozmowa się wtedy zakończy. Usuniemy dane.',
  stopYes: 'Tak, zakończ i usuń',
  stopNo: 'Nie, dalej',
}

export default messages
