/** `POST /start_communication`. */
import { postJson, told } from '../ask.ts'
import { expect, type Requirement } from '../requirement.ts'
import { conversationIn, type CommScene } from './scene.ts'

export const startId = 'COMM-START-01'
const after = [startId]

export const start: Requirement<CommScene>[] = [
  {
    id: startId,
    says: '`POST /start_communication` with `purpose` must answer 200 with `{ "client_url": …, "attr_url"?: … }`, in JSON: `client_url` is a web address or a `tel:` link, `attr_url` a web address.',
    async check({ begin }) {
      await begin()
    },
  },
  {
    id: 'COMM-START-02',
    says: 'A start whose body is not as it should be must be refused (4xx).',
    after,
    async check({ start: begin, ask, target }) {
      for (const change of [{ purpose: undefined }, { purpose: 1 }]) {
        const answer = await begin(change)
        expect(answer.status >= 400 && answer.status < 500, 'a refusal (4xx)', told(answer))
      }
      const answer = await ask(`${target}/start_communication`, postJson('no JSON'))
      expect(answer.status >= 400 && answer.status < 500, 'a refusal of no JSON', told(answer))
    },
  },
  {
    id: 'COMM-START-03',
    says: 'Each start must get a `client_url` and an `attr_url` of its own.',
    after,
    async check({ begin }) {
      const [one, other] = [await begin(), await begin()]
      expect(one.clientUrl !== other.clientUrl, 'another client_url', 'the same')
      const isOwn = one.attrUrl === undefined || one.attrUrl !== other.attrUrl
      expect(isOwn, 'another attr_url', 'the same')
    },
  },
  {
    id: 'COMM-START-04',
    says: 'Members of a start that the plugin does not know must be ignored.',
    after,
    async check({ start: begin }) {
      conversationIn(await begin({ no_such_member: 1 }))
    },
  },
]
