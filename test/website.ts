/** A website of somebody else, which has one of our elements in its pages. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Website {
  readonly url: string
  stop(): void
}

/** @param answer Answers each request, by its address within the site. */
export async function startWebsite(
  answer: (url: URL, response: ServerResponse) => void,
): Promise<Website> {
  const server = createServer((request, response) =>
    answer(new URL(request.url!, `http://${request.headers.host}`), response),
  )
  await once(server.listen(0, 'localhost'), 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
