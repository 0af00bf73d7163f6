/** What comes to a part for rooms and what it sends, told apart. */
import { askedIn, isAsking } from '../asking.ts'
import { isPath, sending } from '../fault.ts'
import type { Learnt, Receiving } from '../receiver.ts'

export const inits = isPath(/^\/guest\/init\//)
export const starts = isPath(/^\/guest\/start\//, 'POST')
export const returns = isPath(/^\/guest\/return\//)
export const results = isPath(/^\/internal\/auth_result\//, 'POST')
export const looks = isPath(/^\/host\/(?!live\/)[^/]+$/)
export const isGiven = (_request: Request, { status }: Response): boolean => status === 200

export const receiving: Receiving = {
  isResult: results,
  learn() {
    const known = new Map<string, Learnt>()
    return {
      outwards: sending((url, init) => {
        if (!isAsking(url, init)) return undefined
        const { comm_url, attr_url, binding, audience } = askedIn(init)
        const learnt = { comeUrl: comm_url, binding, audience }
        known.set(attr_url, learnt).set(comm_url, learnt)
        return undefined
      }),
      of: ({ url }) => known.get(url.split('?')[0]!),
    }
  },
}
