/** What is needed only when somebody is asked something, or told that nobody is there to ask: how it is shown. */
export { consent, errorSummary, go, question, questionsView } from './views/choice.ts'
export { closedView } from './views/hours.ts'
