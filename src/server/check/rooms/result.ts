/** `POST /internal/auth_result/{attr_id}`, or wherever `attr_url` of the request leads. */
import { failure } from '../made.ts'
import { refusals } from '../receiver/refusals.ts'
import { expect, type Requirement } from '../requirement.ts'
import type { RoomsScene } from './scene.ts'
import { startedId } from './start.ts'

export const takenId = 'ROOMS-RESULT-01'
const after = [takenId]

export const result: Requirement<RoomsScene>[] = [
  {
    id: takenId,
    says: 'A good result, posted to `attr_url` of the request as `application/jwt`, must be answered 200.',
    after: [startedId],
    async check({ begin, result: make, deliver }) {
      const visit = await begin()
      const { said } = await deliver(visit, await make(visit))
      expect(said.startsWith('200 '), '200', said)
    },
  },
  {
    id: 'ROOMS-RESULT-02',
    says: 'A result with `status` `failed` must be answered 200 all the same.',
    after,
    async check({ begin, result: make, deliver }) {
      const visit = await begin()
      const { said } = await deliver(visit, await make(visit, failure))
      expect(said.startsWith('200 '), '200', said)
    },
  },
  ...refusals('ROOMS', after),
]
