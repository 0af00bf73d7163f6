import type { Words } from './video.nl.ts'

/** The words of a video call in German. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  check: 'Videogespräch',
  checkText:
    'Ihr Browser fragt gleich, ob wir Kamera und Mikrofon benutzen dürfen. Wir nehmen nichts auf.',
  open: 'Kamera und Mikrofon einschalten',
  opening: 'Einen Moment. Ihr Browser fragt jetzt um Erlaubnis.',
  preview: 'So sieht die andere Person Sie. Noch sieht Sie niemand.',
  previewName: 'Ihr eigenes Bild',
  camera: 'Kamera',
  microphone: 'Mikrofon',
  device: '{name} {count}',
  join: 'Teilnehmen',
  joinAudio: 'Weiter ohne Bild',
  joinNothing: 'Weiter ohne Kamera und Mikrofon',
  again: 'Noch einmal versuchen',
  camera_refused:
    'Die Kamera ist nicht erlaubt. Sie können ohne Bild weitermachen. Möchten Sie ein Bild? Erlauben Sie die Kamera beim Schloss oder beim Kamera-Symbol in der Adresszeile.',
  camera_missing: 'Wir finden keine Kamera. Sie können ohne Bild weitermachen.',
  camera_busy:
    'Die Kamera funktioniert nicht. Schließen Sie andere Programme, die die Kamera benutzen. Oder machen Sie ohne Bild weiter.',
  camera_unsupported: 'Dieser Browser kann kein Bild senden. Sie können ohne Bild weitermachen.',
  microphone_refused:
    'Das Mikrofon ist nicht erlaubt. Die andere Person hört Sie dann nicht. Erlauben Sie das Mikrofon beim Schloss oder beim Mikrofon-Symbol in der Adresszeile.',
  microphone_missing: 'Wir finden kein Mikrofon. Die andere Person hört Sie dann nicht.',
  microphone_busy:
    'Das Mikrofon funktioniert nicht. Schließen Sie andere Programme, die das Mikrofon benutzen. Versuchen Sie es dann noch einmal.',
  microphone_unsupported:
    'Dieser Browser kann keinen Ton senden. Die andere Person hört Sie dann nicht.',
  call: 'Videogespräch',
  waiting_resident: 'Gleich sehen Sie die Ansprechperson.',
  waiting_agent: 'Die Person ist noch nicht da. Sie schaltet gerade Kamera und Mikrofon ein.',
  connecting: 'Wir stellen die Verbindung her.',
  connected: 'Sie sind verbunden.',
  reconnecting: 'Die Verbindung ist weg. Wir versuchen es weiter.',
  left_resident: 'Die Ansprechperson ist kurz weg. Lassen Sie dieses Fenster offen.',
  left_agent:
    'Die Person ist kurz weg. Meldet sie sich gerade an? Dann kommt sie von selbst zurück.',
  other_resident: 'Ansprechperson',
  other_agent: 'Bürgerin oder Bürger',
  dark: '{name}: Kamera aus',
  silent: '{name}: Mikrofon aus',
  controls: 'Tasten für das Gespräch',
  on: 'an',
  off: 'aus',
  captions: 'Untertitel',
  hangUp: 'Videogespräch verlassen',
  play: 'Ton einschalten',
  playText: 'Ihr Browser hält den Ton noch zurück.',
  hungUp: 'Sie haben das Videogespräch verlassen',
  hungUpText: 'Die andere Person sieht und hört Sie nicht mehr. Kamera und Mikrofon sind aus.',
  rejoin: 'Wieder teilnehmen',
  taken: 'Sie nehmen in einem anderen Fenster teil',
  takenText: 'Hier sind Kamera und Mikrofon aus.',
  takeBack: 'Hier teilnehmen',
  ended: 'Das Gespräch ist beendet. Kamera und Mikrofon sind aus.',
  elsewhere: 'Das Videogespräch ist in einem anderen Fenster',
  elsewhereText:
    'Lassen Sie auch dieses Fenster offen. Hier können Sie zeigen, wer Sie sind, und beenden.',
  elsewhereTextAgent: 'Lassen Sie auch dieses Fenster offen. Hier sehen Sie, wer die Person ist.',
  elsewhereLink: 'Videogespräch öffnen',
  newWindow: '(neues Fenster)',
  failed: 'Das Videogespräch beginnt noch nicht. Wir versuchen es weiter.',
}

export default messages
