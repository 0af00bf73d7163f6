/**
 * A third-party application in the agent workspace of Amazon Connect: a page of yours in a frame of the workspace, with the panel in a frame of it. So
 * `ancestors` of the desk's `[[desk.frames]]` names the workspace. `ContactClient` is that of `@amazon-connect/contact`, with the provider that
 * `AmazonConnectApp.init()` gave.
 */
export function followContacts(contacts, frame) {
  let shown = ''
  contacts.onConnected(({ contactId }) => {
    shown = contactId
    frame.setCall(contactId)
  })
  const leave = ({ contactId }) => {
    if (contactId !== shown) return
    shown = ''
    frame.setCall('')
  }
  contacts.onStartingAcw(leave)
  contacts.onCleared(leave)
}
