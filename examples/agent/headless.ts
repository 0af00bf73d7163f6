/** An interface of one's own, without a framework: who waits, picking up, who it is, hanging up. */
import { connect, followOwn, localText, RequestError, visible } from 'id-contact/agent'
import type { AgentConversation, Desk, Queue } from 'id-contact/agent'
import { getToken } from './token.ts'

const waiting = document.querySelector<HTMLElement>('#waiting')!
const talking = document.querySelector<HTMLElement>('#talking')!
const status = document.querySelector<HTMLElement>('#status')!

// #region begin
const leaving = new AbortController()
addEventListener('pagehide', () => leaving.abort())

const desk = await connect(document.body.dataset.desk!, { getToken, signal: leaving.signal })
await Promise.all([showQueue(desk), showOwn(desk)]).catch((error: unknown) => say(error))

async function showQueue(desk: Desk): Promise<void> {
  for await (const queue of desk.queue()) {
    status.textContent = queue.status === 'lost' ? 'Geen verbinding' : ''
    waiting.replaceChildren(...queue.waiting.map((row) => rowOf(row)))
  }
}

/** Also what is picked up in another tab of the same agent. */
async function showOwn(desk: Desk): Promise<void> {
  for await (const [conversation] of followOwn(desk)) {
    if (!conversation) talking.replaceChildren()
    else void showConversation(conversation)
  }
}
// #endregion

function rowOf({ id, purposeName }: Queue['waiting'][number]): HTMLElement {
  const row = document.createElement('li')
  row.append(button(`Neem op: ${localText(purposeName, 'nl')}`, () => desk.accept(id)))
  return row
}

// #region conversation
async function showConversation(conversation: AgentConversation): Promise<void> {
  show(conversation)
  for await (const changed of conversation.changes()) show(changed)
}

function show(conversation: AgentConversation): void {
  const { identity, attributes } = conversation
  const lines = attributes.map(({ label, value }) => {
    const line = document.createElement('li')
    // A value is text, never markup; and what would deceive is spelled out.
    line.append(`${localText(label, 'nl')}: `, visible(value))
    return line
  })
  const proof = { proven: 'Bewezen', not_proven: 'Niet geïdentificeerd', not_verified: 'Onbekend' }
  talking.replaceChildren(
    proof[identity.status],
    ...lines,
    button('Hang op en wis', () => conversation.end()),
  )
}
// #endregion

function button(text: string, act: () => Promise<unknown>): HTMLButtonElement {
  const element = document.createElement('button')
  element.append(text)
  element.addEventListener('click', () => act().catch(say))
  return element
}

function say(error: unknown): void {
  const isTaken = error instanceof RequestError && error.code === 'ERR_ID_CONTACT_TAKEN'
  status.textContent = isTaken ? 'Opgepakt door een collega' : 'Dat lukte niet'
}
