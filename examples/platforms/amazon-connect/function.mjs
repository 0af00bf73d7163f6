/** The Lambda function of the flow. It passes the event on, and gives the flow what comes back: a flat map of texts. */
export async function handler(event) {
  const answer = await fetch(`${process.env.ID_CONTACT}/amazon-connect/code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': process.env.ID_CONTACT_KEY },
    body: JSON.stringify(event),
    // A flow waits for eight seconds at most.
    signal: AbortSignal.timeout(7000),
  })
  if (!answer.ok) throw new Error(`ID Contact: ${answer.status}`)
  return answer.json()
}
