/** How the checker logs in at the plugin in Python: with the code of a new letter each time. */
import { issueCode } from '../plugins.ts'
import { Visitor } from '../visitor.ts'

/** What the module exports that the checker's file names. */
export const logInAt =
  (file: string) =>
  async (url: string): Promise<void> => {
    const visitor = new Visitor()
    const question = await visitor.visit(url)
    const code = await issueCode(file, 'Zoë Voorbeeld', 'Straat 1, Juinen')
    await visitor.press(question, { code })
  }
