/** In the page of the agent, with a `UA` of JsSIP. */
export function followCalls(phone, panel) {
  phone.on('newRTCSession', ({ originator, request, session }) => {
    if (originator !== 'remote') return
    const call = request.getHeader('X-Id-Contact-Call')
    session.on('accepted', () => (panel.callId = call ?? ''))
    session.on('ended', () => (panel.callId = ''))
  })
}
