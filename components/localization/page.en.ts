import type { Words } from './page.nl.ts'

/** The words of the conversation page in English. */
const messages: Words = {
  connecting: 'One moment',
  connectingText: 'We are connecting.',
  first: 'You are next',
  place: { one: '{count} person is before you', other: '{count} people are before you' },
  waiting: 'You are in the queue',
  returned: 'The employee lost the connection. You keep your place in the queue.',
  transferred: 'The employee passed you on. You keep your place in the queue.',
  keepOpen: 'Keep this screen open. An employee will come to you here.',
  wait: 'Waiting time: about {time}.',
  active: 'An employee is here',
  activeNamed: 'Employee {name} is here',
  identified: 'The employee knows who you are.',
  lost: 'No connection. We keep trying.',
  back: 'The connection is back.',
  ended: 'The conversation has ended',
  endedText: 'Your details are erased.',
  again: 'Contact us again',
  refused: 'Start again on this device',
  refusedText:
    'This conversation belongs to another device or another window. Did someone send you a link? Then do not go on.',
  asked: 'The employee asks who you are.',
  askedAgain: 'Logging in did not work. Nothing was shared. You can try again.',
  identify: 'Show who you are',
  notNow: 'Not now',
  loggedIn: 'You are still logged in. You can log out now. The conversation goes on.',
  logOut: 'Log out',
  stop: 'Stop and erase my details',
  stopQuestion: 'Do you want to stop?',
  stopText: 'The conversation then ends. We erase your details.',
  stopYes: 'Yes, stop and erase',
  stopNo: 'No, go on',
}

export default messages
