/** Telephone plugins with one mistake each, when a published core and a published authentication plugin ask. */
import { rewritten, type Fault } from '../fault.ts'
import { open, seal } from '../token.ts'
import { starts } from './traffic.ts'

export const brokenPublishedComms: Fault[] = [
  {
    breaks: 'COMM-EARLIER-01',
    is: 'forgets the result of an earlier log-in',
    around: (part) => async (request) => {
      if (!starts(request)) return part(request)
      const text = await request.clone().text()
      return part(await rewritten(request, text.replace(/,"auth_result":"[^"]*"/, '')))
    },
  },
  {
    breaks: 'COMM-EARLIER-02',
    is: 'does not look at who signed an earlier result',
    around:
      (part, { folder }) =>
      async (request) => {
        const text = starts(request) ? await request.clone().text() : ''
        const [, token] = /"auth_result":"([^"]*)"/.exec(text) ?? []
        const opened = token && (await open(folder, token))
        if (!opened) return part(request)
        const again = await seal(folder, { claims: opened.claims, signer: 'published' })
        return part(await rewritten(request, text.replace(token, again)))
      },
  },
]
