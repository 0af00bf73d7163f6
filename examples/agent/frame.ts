/** A page of a customer system with the panel in a frame, which fills in what the desk lets it have. */
import { embed } from 'id-contact/agent-frame'
import { getToken } from './token.ts'

const customer = document.querySelector<HTMLElement>('#customer')!
const status = document.querySelector<HTMLElement>('#status')!

// #region frame
const frame = embed(document.querySelector('#contact')!, {
  desk: document.body.dataset.desk!,
  getToken,
  title: 'Contact met inwoners',
})
frame.ready.catch(() => (status.textContent = 'De balie is er nu niet.'))

for await (const event of frame.events()) {
  if (event.type === 'accept') await fillIn(event.purpose)
  if (event.type === 'end') customer.replaceChildren()
}

async function fillIn(purpose: string): Promise<void> {
  status.textContent = `In gesprek: ${purpose}`
  if (!frame.allowed.length) return
  const { attributes } = await frame.attributes()
  for (const { tag, value } of attributes) {
    const line = document.createElement('li')
    line.append(`${tag}: `, value)
    customer.append(line)
  }
}
// #endregion
