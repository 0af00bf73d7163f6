import type { Words } from './chat.nl.ts'

/** The words of a chat in Polish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'Wiadomości',
  you: 'Ja',
  resident: 'Mieszkaniec',
  agent: 'Pracownik',
  at: '{time}',
  empty: 'Nie ma jeszcze wiadomości.',
  field: 'Wiadomość',
  hint: 'Enter wysyła. Shift i Enter razem dają nowy wiersz. Nie można wysyłać plików.',
  send: 'Wyślij',
  typing: '{name} pisze…',
  waiting: 'Wysyłanie',
  sent: 'Wysłano',
  delivered: 'Dotarło',
  read: 'Przeczytano',
  refused_full: 'Nie wysłano: ta rozmowa jest pełna.',
  refused_ended: 'Nie wysłano: rozmowa jest zakończona.',
  refused_bad: 'Nie wysłano.',
  reconnecting: 'Brak połączenia. Wiadomości wyślą się, gdy połączenie wróci.',
  files: 'Tutaj nie można wysyłać plików. Proszę napisać wiadomość.',
  nothing: 'Proszę najpierw napisać wiadomość.',
  tooLong: {
    one: 'Wiadomość jest za długa o {count} znak. Proszę ją skrócić lub wysłać w częściach.',
    few: 'Wiadomość jest za długa o {count} znaki. Proszę ją skrócić lub wysłać w częściach.',
    many: 'Wiadomość jest za długa o {count} znaków. Proszę ją skrócić lub wysłać w częściach.',
    other: 'Wiadomość jest za długa o {count} znaku. Proszę ją skrócić lub wysłać w częściach.',
  },
  left: {
    one: 'Pozostał {count} znak.',
    few: 'Pozostały {count} znaki.',
    many: 'Pozostało {count} znaków.',
    other: 'Pozostało {count} znaku.',
  },
  ended: 'Rozmowa jest zakończona. Wiadomości zostały usunięte.',
}

export default messages
