/** In the page of the agent, with Amazon Connect Streams. */
export function followCalls(connect, panel) {
  connect.contact((contact) => {
    if (contact.getType() !== connect.ContactType.VOICE) return
    contact.onConnected(() => (panel.callId = contact.getContactId()))
    contact.onEnded(() => (panel.callId = ''))
  })
}
