/** `POST /start_authentication`. */
import { told } from '../ask.ts'
import { expect, type Requirement } from '../requirement.ts'
import { clientUrlOf, type AuthScene } from './scene.ts'

export const startId = 'AUTH-START-01'
const after = [startId]

export const start: Requirement<AuthScene>[] = [
  {
    id: startId,
    says: '`POST /start_authentication` with `attributes` and `continuation`, with and without `attr_url`, must answer 200 with `{ "client_url": … }`: a web address where the resident logs in.',
    async check({ start: ask, stage }) {
      clientUrlOf(await ask())
      clientUrlOf(await ask({ attr_url: `${stage.address}/result` }))
    },
  },
  {
    id: 'AUTH-START-02',
    says: 'An attribute that the plugin does not know must be answered 400.',
    after,
    async check({ start: ask, settings }) {
      const answer = await ask({ attributes: [...settings.attributes, 'no_such_attribute'] })
      expect(answer.status === 400, '400', told(answer))
    },
  },
  {
    id: 'AUTH-START-03',
    says: 'A start whose body is not as it should be must be refused (4xx).',
    after,
    async check({ start: ask }) {
      const changes = [
        { attributes: undefined },
        { attributes: 1 },
        { attributes: [] },
        { continuation: undefined },
      ]
      for (const change of changes) {
        const answer = await ask(change)
        expect(answer.status >= 400 && answer.status < 500, 'a refusal (4xx)', told(answer))
      }
    },
  },
  {
    id: 'AUTH-START-04',
    says: 'Nothing must be delivered before the resident is done: not by the start, and not because something else than their browser looks at `client_url`.',
    after,
    async check({ start: begin, ask, stage }) {
      stage.clear()
      const url = clientUrlOf(await begin({ attr_url: `${stage.address}/result` }))
      await ask(url, { method: 'HEAD' })
      await ask(url)
      const { length } = stage.received
      expect(length === 0, 'nothing', `${length} requests`)
    },
  },
  {
    id: 'AUTH-START-05',
    says: 'Members of a start that the plugin does not know must be ignored.',
    after,
    async check({ start: begin }) {
      clientUrlOf(await begin({ no_such_member: 1 }))
    },
  },
]
