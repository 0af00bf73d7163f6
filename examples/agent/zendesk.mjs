/** In an app for the side bar of a ticket; `client` is what `ZAFClient.init()` gives. It notes that there was contact, and nothing of anybody. */
export async function noteContact(client, frame, options) {
  for await (const event of frame.events(options))
    if (event.type === 'end') await client.invoke('comment.appendText', `Contact: ${event.purpose}`)
}
