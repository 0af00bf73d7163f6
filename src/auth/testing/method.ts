/** A method whose identity provider is the test itself. */
import { randomId } from '../../protocol/digest.ts'
import type { AuthMethod, BeginRequest, CompleteRequest, Outcome } from '../index.ts'

export interface TestMethod extends AuthMethod {
  begun: BeginRequest[]
  completed: CompleteRequest[]
  outcome: Outcome
  /** Thrown by `begin` when it is set. */
  refusal?: Error
}

export const idp = 'https://idp.example'
export const proven: Outcome = { status: 'success', attributes: { name: 'Zoë Canary' } }

export function testMethod(attributes = ['name', 'email']): TestMethod {
  const method: TestMethod = {
    attributes,
    begun: [],
    completed: [],
    outcome: proven,
    begin: async (request) => {
      if (method.refusal) throw method.refusal
      method.begun.push(request)
      const state = randomId(32)
      return { url: `${idp}/authorize?state=${state}`, state, memory: { verifier: randomId(32) } }
    },
    complete: async (request) => {
      method.completed.push(request)
      return method.outcome
    },
  }
  return method
}
