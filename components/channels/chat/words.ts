/** The words of a chat, in plain Dutch (B1) and in English. */
const nl = {
  log: 'Berichten',
  you: 'U',
  resident: 'Inwoner',
  agent: 'Medewerker',
  at: '{time} uur',
  empty: 'Er zijn nog geen berichten.',
  field: 'Uw bericht',
  hint: 'Enter verstuurt. Shift en Enter samen is een nieuwe regel. Bestanden sturen kan niet.',
  send: 'Verstuur',
  typing: '{name} typt…',
  waiting: 'Wordt verstuurd',
  sent: 'Verstuurd',
  delivered: 'Aangekomen',
  read: 'Gelezen',
  refused_full: 'Niet verstuurd: dit gesprek is vol.',
  refused_ended: 'Niet verstuurd: het gesprek is klaar.',
  refused_bad: 'Niet verstuurd.',
  reconnecting: 'Geen verbinding. Uw berichten gaan weg als er weer verbinding is.',
  files: 'Bestanden sturen kan hier niet. Typ een bericht.',
  nothing: 'Typ eerst een bericht.',
  tooLong: 'Uw bericht is {count} tekens te lang. Maak het korter, of stuur het in stukken.',
  left: 'Nog {count} tekens.',
  ended: 'Het gesprek is klaar. De berichten zijn gewist.',
}

const en: typeof nl = {
  log: 'Messages',
  you: 'You',
  resident: 'Resident',
  agent: 'Employee',
  at: '{time}',
  empty: 'There are no messages yet.',
  field: 'Your message',
  hint: 'Enter sends. Shift and Enter together make a new line. Files cannot be sent.',
  send: 'Send',
  typing: '{name} is typing…',
  waiting: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  refused_full: 'Not sent: this conversation is full.',
  refused_ended: 'Not sent: the conversation has ended.',
  refused_bad: 'Not sent.',
  reconnecting: 'No connection. Your messages leave as soon as the connection is back.',
  files: 'Files cannot be sent here. Type a message.',
  nothing: 'Type a message first.',
  tooLong: 'Your message is {count} characters too long. Make it shorter, or send it in parts.',
  left: '{count} characters left.',
  ended: 'The conversation has ended. The messages are erased.',
}

export type Words = typeof nl

export const wordsIn = (language: string): { language: string; words: Words } =>
  /^en\b/i.test(language) ? { language: 'en', words: en } : { language: 'nl', words: nl }
