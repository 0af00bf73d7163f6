/**
 * What is needed only when the questions have an answer: leaving for the log-in, and once somebody is back taking up the attempt, the
 * conversation, how it is shown, and the words for it.
 */
export { messages } from '../localization/conversation.nl.ts'
export { conversationTransitions } from './conversation-machine.ts'
export { conversationActions } from './conversation-actions.ts'
export { ways } from './conversation-ways.ts'
export { settle } from './standing.ts'
export { comeBack, leave, takeUp } from './take-up.ts'
export { identifyView } from './views/identify.ts'
export { logOutView } from './views/log-out.ts'
export { phoneView } from './views/phone.ts'
export { Watch } from './watch.ts'
export { phoneLook } from './phone-look.ts'
