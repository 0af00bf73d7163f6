/** What is no good result must not count, whoever receives it. */
import { wrongOutside, type Wrong } from '../made.ts'
import { Skip, Unmet, type Requirement } from '../requirement.ts'
import type { Receiver, Taking } from './receiver.ts'

/** @throws Unmet when it is taken; Skip when it cannot be seen whether it is */
export async function expectRefused(
  receiver: Receiver,
  how: string,
  { isTaken, said }: Taking,
): Promise<void> {
  if (!isTaken) return
  if (!(await saysRefusals(receiver)))
    throw new Skip('cannot be seen from outside: the same is answered whatever is posted')
  throw new Unmet(`a refusal of a result ${how}`, said)
}

/** Published parts may answer 200 whatever comes. One that knows bindings says what it refuses. */
async function saysRefusals({ begin, deliver, parties }: Receiver): Promise<boolean> {
  const attempt = await begin()
  if (attempt.binding !== undefined) return true
  const { isTaken } = await deliver(attempt, await wrongOutside.none(parties, {}))
  return !isTaken
}

const outside: [wrong: Wrong, number: string, says: string, how: string][] = [
  ['none', '03', 'Text that is no result must not count.', 'that is none'],
  [
    'unknownSigner',
    '04',
    'A result that was signed with a key of nobody known must not count.',
    'of nobody known',
  ],
  ['unsigned', '05', 'A result that is not signed must not count.', 'that is not signed'],
  [
    'confused',
    '06',
    'A result that is signed with another algorithm than that of the key must not count.',
    'with another algorithm',
  ],
  ['open', '07', 'A result that is not encrypted must not count.', 'that is not encrypted'],
  [
    'otherEnvelope',
    '08',
    'A result that is encrypted with another algorithm than that of the key must not count.',
    'in another envelope',
  ],
  [
    'ownKey',
    // The numbers before it are those of other requirements of ROOMS.
    '13',
    'A result must not count by a key that it brings along or names an address of (`jwk`, `x5c`, `jku`, `x5u`).',
    'with a key of its own',
  ],
]

/** @param role the beginning of their names. @param after what they rest on: that a good result is taken */
export const refusals = (role: 'COMM' | 'ROOMS', after: string[]): Requirement<Receiver>[] => [
  ...outside.map(([wrong, number, says, how]): Requirement<Receiver> => ({
    id: `${role}-RESULT-${number}`,
    says,
    after,
    async check(receiver) {
      const attempt = await receiver.begin()
      const token = await wrongOutside[wrong](receiver.parties, await receiver.claims(attempt))
      await expectRefused(receiver, how, await receiver.deliver(attempt, token))
    },
  })),
  {
    id: `${role}-RESULT-09`,
    says: 'A result that arrives after `exp` must not count.',
    after,
    async check(receiver) {
      const attempt = await receiver.begin()
      const { iat, exp, nbf } = await receiver.claims(attempt, -3600)
      const old = { iat, exp, ...(nbf !== undefined && { nbf }) }
      const token = await receiver.result(attempt, old)
      await expectRefused(receiver, 'of an hour ago', await receiver.deliver(attempt, token))
    },
  },
  {
    id: `${role}-RESULT-10`,
    says: 'A result with a `status` that there is not must not count.',
    after,
    async check(receiver) {
      const attempt = await receiver.begin()
      const token = await receiver.result(attempt, { status: 'no_such_status' })
      await expectRefused(receiver, 'with another status', await receiver.deliver(attempt, token))
    },
  },
]
