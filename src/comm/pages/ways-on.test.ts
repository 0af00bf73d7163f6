/** What somebody reads and can do on the conversation page when there is nothing for them there. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { chat } from '../chat/index.ts'
import { createComm } from '../index.ts'
import { setting, waiting, type Setting } from '../testing/comm.ts'

let state: Setting
let address: string
let headers: Record<string, string>
before(async () => {
  const conversationScript = { src: 'https://comm.example/assets/conversation.js' }
  state = await setting({ channel: chat(), conversationScript })
  const { client_url, token } = await waiting(state)
  address = client_url
  headers = { cookie: `__Host-id-contact-conversation=${token}`, accept: 'text/html' }
})
after(() => state.close())

describe('the conversation page', () => {
  it('knows where the questions stand that the conversation began with', async () => {
    const page = await (await state.comm(new Request(`${address}?lang=nl`, { headers }))).text()
    assert.match(
      page,
      /again="https:\/\/core\.example\/choose\?purpose=report_move&amp;lang=nl"/,
      page.slice(page.indexOf('<id-contact'), page.indexOf('<id-contact') + 400),
    )
  })

  it('says that it is no fault of theirs, and the number of the failure, when the store does not answer', async () => {
    const store = Object.create(state.store, {
      byRef: { value: () => Promise.reject(new TypeError('secret')) },
    }) as Setting['store']
    const comm = await createComm({ ...state.commConfig, store })
    const answer = await comm(new Request(`${address}?lang=nl`, { headers }))
    assert.equal(answer.status, 500)
    const page = await answer.text()
    assert.match(page, /<h1>Dit lukt nu niet<\/h1>/)
    const [, reference] = /Noem nummer <bdi dir="ltr">([\w-]+)<\/bdi>/.exec(page)!
    const entry = state.log.find((line) => line.reference === reference)!
    assert.equal(entry.event, 'unexpected_error')
    assert.doesNotMatch(page + JSON.stringify(state.log), /secret/)
  })
})
