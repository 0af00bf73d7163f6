/** In the page of the agent, with a `Worker` of the TaskRouter SDK (`twilio-taskrouter`). */
export function followCalls(worker, panel) {
  worker.on('reservationCreated', (reservation) => {
    const { id_contact_call: call } = reservation.task.attributes
    reservation.on('accepted', () => (panel.callId = call ?? ''))
    for (const end of ['wrapup', 'completed', 'canceled'])
      reservation.on(end, () => (panel.callId = ''))
  })
}
