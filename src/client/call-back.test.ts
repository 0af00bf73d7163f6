import { expect } from '@open-wc/testing'
import { beforeEach, describe, it } from '../protocol/testing/mocha.ts'
import { callBackState, requestCallBack } from './during.ts'
import { resume, type CitizenConversation } from './index.ts'
import { Memory, problem, rejection, serverWith } from './testing/server.ts'

const core = 'https://core.example'
const comm = 'https://comm.example/conversation/c1'
const stored = { core, purpose: 'report_move', commMethod: 'phone', url: comm, token: 'token-1' }
const waiting = { state: 'waiting', channel: 'phone', identified: true }

describe('calling back', () => {
  let storage: Memory
  beforeEach(() => {
    storage = new Memory()
    storage.setItem('id-contact.conversations', JSON.stringify({ report_move: stored }))
  })

  async function conversation(): Promise<CitizenConversation> {
    const { fetch } = serverWith({ [`GET ${comm}`]: Response.json(waiting) })
    return (await resume(core, { fetch, storage, url: 'https://a.example/page' }))!
  }

  it('posts the number as the conversation, and says that it is asked', async () => {
    const { fetch, asked } = serverWith({
      [`POST ${comm}/call_back`]: Response.json({ ...waiting, call_back: 'requested' }),
    })
    const now = await requestCallBack(await conversation(), '06 12345678', { fetch, storage })
    expect(now).to.equal('requested')
    expect(asked[0]!.init.headers).to.include({ authorization: 'Bearer token-1' })
    expect(asked[0]!.init.body).to.equal('{"number":"06 12345678"}')
  })

  it('says whether it is possible, and nothing else', async () => {
    for (const [said, known] of [
      ['possible', 'possible'],
      ['requested', 'requested'],
      [undefined, undefined],
      ['a later word', undefined],
    ]) {
      const view = Response.json({ ...waiting, call_back: said })
      const { fetch } = serverWith({ [`GET ${comm}`]: view })
      expect(await callBackState(await conversation(), { fetch, storage })).to.equal(known)
    }
  })

  it('says what is wrong with a number, and holds nothing of it', async () => {
    const { fetch } = serverWith({
      [`POST ${comm}/call_back`]: problem(400, 'number-not-accepted'),
    })
    const asking = requestCallBack(await conversation(), '0900 1234', { fetch, storage })
    const error = await rejection(asking)
    expect(error.code).to.equal('ERR_ID_CONTACT_PROBLEM')
    expect(`${error.message} ${JSON.stringify(error)}`).not.to.include('1234')
  })

  it('needs a conversation of this tab', async () => {
    const one = await conversation()
    storage.removeItem('id-contact.conversations')
    const { code } = await rejection(requestCallBack(one, '0612345678', { storage }))
    expect(code).to.equal('ERR_ID_CONTACT_NO_CONVERSATION')
  })
})
