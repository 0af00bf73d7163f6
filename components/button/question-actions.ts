import type { Contact } from './contact.ts'
import type { QuestionActions } from './view.ts'

/** What the buttons do before somebody leaves. */
export const questionActions = (contact: Contact): QuestionActions => ({
  open: () => contact.ask(),
  close: () => contact.close(),
  choose: (choice) => contact.choose(choice),
  submit(event) {
    event.preventDefault()
    contact.submit()
  },
  back: () => contact.to('channel'),
  callBack: () => contact.to('method'),
  withoutLogin: () => void contact.go(false),
})
