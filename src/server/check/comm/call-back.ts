/** Beyond the published protocol: a conversation that is started to be called back. */
import { objectIn, postJson, told } from '../ask.ts'
import { expect, need, type Requirement } from '../requirement.ts'
import { bearing, end, goIn, inId, type Inside } from './handover.ts'
import { conversationIn, type CommScene } from './scene.ts'

/** In, after a start that said from when on. */
function goInToBeCalled(scene: CommScene): Promise<Inside> {
  const call_back = new Date().toISOString()
  return goIn({
    ...scene,
    async beginBound() {
      const answer = await scene.start({ call_back })
      const isUnderstood = objectIn(answer.text)?.call_back === true
      need(isUnderstood, 'not offered: start_communication answers no call_back')
      const conversation = conversationIn(answer)
      const { binding, audience = '' } = conversation
      expect(binding !== undefined, 'a binding', 'none')
      return { ...conversation, binding, audience }
    },
  })
}

export const callBack: Requirement<CommScene>[] = [
  {
    id: 'COMM-CALL-01',
    says: 'After a start with `call_back` that was answered `call_back: true`, the conversation must say `call_back` `possible`, and a number in `POST {client_url}/call_back` must make that `requested`.',
    after: [inId],
    async check(scene) {
      const { call_back: number } = scene.settings
      need(number, 'not configured: call_back, a number')
      const inside = await goInToBeCalled(scene)
      const { conversation, token } = inside
      const before = await scene.ask(conversation.clientUrl, bearing(token))
      const isPossible = objectIn(before.text)?.call_back === 'possible'
      expect(isPossible, 'call_back: possible', told(before))
      const authorization = `Bearer ${token}`
      const asking = postJson({ number }, { authorization })
      const answer = await scene.ask(`${conversation.clientUrl}/call_back`, asking)
      const isRequested = objectIn(answer.text)?.call_back === 'requested'
      expect(answer.status === 200 && isRequested, '200 with call_back: requested', told(answer))
      await end(scene, inside)
    },
  },
]
