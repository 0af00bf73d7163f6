/**
 * Beside a telephone that lives in a frame itself and tells its page of calls by messages (Genesys and others). `telephone` is that frame,
 * `origin` its own; `callOf` finds the call in a message: the attribute that your call flow has set, undefined for a message about something else, empty when
 * the call is over.
 */
export function followMessages(telephone, origin, callOf, frame) {
  telephone.ownerDocument.defaultView.addEventListener('message', (event) => {
    if (event.source !== telephone.contentWindow || event.origin !== origin) return
    const call = callOf(event.data)
    if (typeof call === 'string') frame.setCall(call)
  })
}
