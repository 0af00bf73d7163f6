import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in Polish. No native speaker has read it yet (docs/languages.md). */
export const pl: Words = {
  title: 'Proszę potwierdzić tożsamość w Yivi',
  scan: 'Proszę otworzyć aplikację Yivi w telefonie i zeskanować ten kod QR. Kod jest od innej osoby? W takim razie proszę go nie skanować.',
  code: 'Kod QR dla aplikacji Yivi',
  open: 'Otwórz aplikację Yivi na tym urządzeniu',
  here: 'Proszę podać dane w aplikacji Yivi. Potem wrócić na tę stronę.',
  elsewhere: 'Aplikacja Yivi jest na innym urządzeniu?',
  waiting: 'Czekamy na aplikację Yivi.',
  connected: 'Aplikacja Yivi jest połączona. Dalszy ciąg w aplikacji.',
  unreachable: 'Teraz nie możemy połączyć się z Yivi. Próbujemy dalej.',
  done: 'Gotowe w aplikacji',
  stop: 'Przerwij',
  over: 'Czas minął',
  overText:
    'To dla bezpieczeństwa. Nic nie zostało udostępnione. Można spróbować ponownie lub wybrać inny sposób.',
  onwards: 'Dalej',
}
