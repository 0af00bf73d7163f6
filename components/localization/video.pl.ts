import type { Words } from './video.nl.ts'

/** The words of a video call in Polish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  check: 'Rozmowa wideo',
  checkText:
    'Przeglądarka zaraz zapyta, czy możemy użyć kamery i mikrofonu. Niczego nie nagrywamy.',
  open: 'Włącz kamerę i mikrofon',
  opening: 'Chwileczkę. Przeglądarka pyta teraz o zgodę.',
  preview: 'Tak widzi nas druga osoba. Na razie nikt nic nie widzi.',
  previewName: 'Własny obraz',
  camera: 'Kamera',
  microphone: 'Mikrofon',
  device: '{name} {count}',
  join: 'Dołącz',
  joinAudio: 'Dalej bez obrazu',
  joinNothing: 'Dalej bez kamery i mikrofonu',
  again: 'Spróbuj ponownie',
  camera_refused:
    'Kamera nie ma zgody. Można iść dalej bez obrazu. Obraz jest potrzebny? Proszę zezwolić na kamerę przy kłódce lub ikonie kamery w pasku adresu.',
  camera_missing: 'Nie znajdujemy kamery. Można iść dalej bez obrazu.',
  camera_busy:
    'Kamera nie działa. Proszę zamknąć inne programy, które używają kamery. Albo iść dalej bez obrazu.',
  camera_unsupported: 'Ta przeglądarka nie może wysyłać obrazu. Można iść dalej bez obrazu.',
  microphone_refused:
    'Mikrofon nie ma zgody. Druga osoba nic nie usłyszy. Proszę zezwolić na mikrofon przy kłódce lub ikonie mikrofonu w pasku adresu.',
  microphone_missing: 'Nie znajdujemy mikrofonu. Druga osoba nic nie usłyszy.',
  microphone_busy:
    'Mikrofon nie działa. Proszę zamknąć inne programy, które używają mikrofonu. Potem spróbować ponownie.',
  microphone_unsupported: 'Ta przeglądarka nie może wysyłać dźwięku. Druga osoba nic nie usłyszy.',
  call: 'Rozmowa wideo',
  waiting_resident: 'Pracownik zaraz się pojawi.',
  waiting_agent: 'Mieszkańca jeszcze nie ma. Włącza kamerę i mikrofon.',
  connecting: 'Łączymy.',
  connected: 'Połączono.',
  reconnecting: 'Połączenie zostało przerwane. Próbujemy dalej.',
  left_resident: 'Pracownika chwilowo nie ma. Proszę zostawić ten ekran otwarty.',
  left_agent: 'Mieszkańca chwilowo nie ma. Trwa logowanie? Wtedy wróci samodzielnie.',
  other_resident: 'Pracownik',
  other_agent: 'Mieszkaniec',
  dark: '{name}: kamera wyłączona',
  silent: '{name}: mikrofon wyłączony',
  controls: 'Przyciski rozmowy',
  on: 'wł.',
  off: 'wył.',
  captions: 'Napisy',
  hangUp: 'Opuść rozmowę wideo',
  play: 'Włącz dźwięk',
  playText: 'Przeglądarka nadal blokuje dźwięk.',
  hungUp: 'Rozmowa wideo została opuszczona',
  hungUpText: 'Druga osoba już nic nie widzi ani nie słyszy. Kamera i mikrofon są wyłączone.',
  rejoin: 'Dołącz ponownie',
  taken: 'Rozmowa trwa w innym oknie',
  takenText: 'Tutaj kamera i mikrofon są wyłączone.',
  takeBack: 'Dołącz tutaj',
  ended: 'Rozmowa jest zakończona. Kamera i mikrofon są wyłączone.',
  elsewhere: 'Rozmowa wideo jest w innym oknie',
  elsewhereText:
    'Proszę zostawić otwarte także to okno. Tutaj można potwierdzić tożsamość i zakończyć.',
  elsewhereTextAgent: 'Proszę zostawić otwarte także to okno. Tutaj widać, kim jest mieszkaniec.',
  elsewhereLink: 'Otwórz rozmowę wideo',
  newWindow: '(nowe okno)',
  failed: 'Rozmowa wideo jeszcze się nie zaczyna. Próbujemy dalej.',
}

export default messages
