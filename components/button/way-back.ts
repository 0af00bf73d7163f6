/** What is needed only when somebody is back from the log-in: taking up the attempt, the conversation, and how it is shown. */
export { CitizenConversation } from '../../src/client/conversation.ts'
export { resume } from '../../src/client/resume.ts'
export { phoneView } from './views/phone.ts'
export { Watch } from './watch.ts'
export { phoneLook } from './phone-look.ts'
