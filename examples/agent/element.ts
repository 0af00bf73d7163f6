/** A page of a customer system with the panel as an element in it. */
import 'id-contact/agent-panel/define'
import { addActions } from './actions.ts'
import { getToken } from './token.ts'

const customer = document.querySelector<HTMLElement>('#customer')!
const status = document.querySelector<HTMLElement>('#status')!

// #region element
const panel = document.createElement('id-contact-agent-panel')
panel.desk = document.body.dataset.desk!
panel.getToken = getToken
panel.addEventListener('id-contact-accept', ({ detail }) => {
  status.textContent = `In gesprek: ${detail.purpose}`
})
panel.addEventListener('id-contact-end', () => {
  status.textContent = ''
  customer.replaceChildren()
})
document.querySelector('#contact')!.append(panel)
// #endregion

addActions(panel, (name) => customer.replaceChildren(`Dossier van ${name}`))
