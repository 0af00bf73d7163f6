import type { Words } from './chat.nl.ts'

/** The words of a chat in English. */
const messages: Words = {
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
  tooLong: {
    one: 'Your message is {count} character too long. Make it shorter, or send it in parts.',
    other: 'Your message is {count} characters too long. Make it shorter, or send it in parts.',
  },
  left: { one: '{count} character left.', other: '{count} characters left.' },
  ended: 'The conversation has ended. The messages are erased.',
}

export default messages
