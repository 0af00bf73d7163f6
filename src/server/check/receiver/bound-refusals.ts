/** Beyond the published protocol: a result counts for one attempt alone, whoever receives it. */
import { randomId } from '../../../protocol/digest.ts'
import { makeResult, otherForms, type Claims } from '../made.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { elsewhere, type Attempt, type Bound, type Receiver, type Taking } from './receiver.ts'

const expectRefused = (how: string, { isTaken, said }: Taking): void =>
  expect(!isTaken, `a refusal of a result ${how}`, said)

const refusing = (how: string, ...wrong: (() => Claims)[]) =>
  async function check(receiver: Receiver): Promise<void> {
    for (const changes of wrong) {
      const attempt = await receiver.beginBound()
      const token = await receiver.result(attempt, changes())
      expectRefused(how, await receiver.deliver(attempt, token))
    }
  }

/** 128 bits or more, in base64url. */
const random = /^[A-Za-z0-9_-]{22,}$/
const minutes = (count: number): number => count * 60

/** @throws Unmet when two attempts do not have a good binding each */
export function expectBindings(one: Bound<Attempt>, other: Bound<Attempt>): void {
  expect(random.test(one.binding), 'binding of 128 bits', 'a shorter one')
  expect(one.binding !== other.binding, 'another binding', 'the same')
  expect(one.audience !== '', 'audience', 'none')
}

/** @param role the beginning of their names. @param after what they rest on: that there is a binding, and that a good result is taken */
export const boundRefusals = (role: 'COMM' | 'ROOMS', after: string[]): Requirement<Receiver>[] => [
  {
    id: `${role}-BIND-02`,
    says: 'A result with the `binding` of another conversation, or with none, must be refused.',
    after,
    check: refusing(
      'of another conversation',
      () => ({ binding: randomId() }),
      () => ({ binding: undefined }),
    ),
  },
  {
    id: `${role}-BIND-03`,
    says: 'A result for another plugin (`aud`) must be refused.',
    after,
    check: refusing('for another plugin', () => ({ aud: elsewhere })),
  },
  {
    id: `${role}-BIND-04`,
    says: 'A result that names another authentication plugin (`iss`) than the one that was chosen must be refused.',
    after,
    check: refusing('from another plugin', () => ({ iss: elsewhere })),
  },
  {
    id: `${role}-BIND-05`,
    says: 'A result for another `purpose` or `auth_method` than was chosen must be refused.',
    after,
    check: refusing(
      'for another choice',
      () => ({ purpose: 'no_such_tag' }),
      () => ({ auth_method: 'no_such_tag' }),
    ),
  },
  {
    id: `${role}-BIND-06`,
    says: 'A result that another authentication plugin signed than the one that was chosen must be refused, even when it is known.',
    after,
    async check(receiver) {
      const { otherKeys, parties } = receiver
      need(otherKeys, 'not configured: other_login')
      const attempt = await receiver.beginBound()
      const claims = await receiver.claims(attempt)
      const token = await makeResult({ ...parties, signingKeys: otherKeys }, claims)
      expectRefused('of a plugin that was not chosen', await receiver.deliver(attempt, token))
    },
  },
  {
    id: `${role}-BIND-07`,
    says: 'A result without `jti`, or with one that was there before, must be refused.',
    after,
    async check(receiver) {
      await refusing('without a name', () => ({ jti: undefined }))(receiver)
      const jti = randomId()
      const first = await receiver.beginBound()
      await receiver.deliver(first, await receiver.result(first, { jti }))
      await refusing('with a name that was there before', () => ({ jti }))(receiver)
    },
  },
  {
    id: `${role}-BIND-08`,
    says: 'A token of another kind (`sub`) must be refused.',
    after,
    check: refusing('of another kind', () => ({ sub: 'no-such-attributes' })),
  },
  {
    id: `${role}-BIND-09`,
    says: 'A result must be refused when it counts from a later time (`iat`, `nbf`), or for longer than ten minutes.',
    after,
    async check(receiver) {
      const now = Math.floor(Date.now() / 1000)
      const later = now + minutes(60)
      await refusing(
        'of a later time',
        () => ({ iat: later, nbf: later, exp: later + minutes(5) }),
        () => ({ nbf: now + minutes(4) }),
      )(receiver)
      await refusing('for an hour', () => ({ exp: later }))(receiver)
    },
  },
  {
    // The numbers before it are those of other requirements of ROOMS.
    id: `${role}-BIND-14`,
    says: 'A result in another form than that of the result token must be refused: compressed (`zip`), with another `enc`, or with another `typ` of the signed token.',
    after,
    async check(receiver) {
      for (const make of otherForms) {
        const attempt = await receiver.beginBound()
        const token = await make(receiver.parties, await receiver.claims(attempt))
        expectRefused('in another form', await receiver.deliver(attempt, token))
      }
    },
  },
]
