/** A server on this machine that keeps what it is sent. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Received {
  method: string
  path: string
  contentType: string | undefined
  body: string
}

export interface Sink extends AsyncDisposable {
  origin: string
  port: number
  received: Received[]
  /** What it answers. Default: 200. */
  answer: { status: number; location?: string }
}

export async function startSink(): Promise<Sink> {
  const received: Received[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += String(chunk)
    const { method = '', url: path = '', headers } = req
    received.push({ method, path, contentType: headers['content-type'], body })
    const { status, location } = sink.answer
    res.writeHead(status, location ? { location } : {}).end()
  })
  // Every address of this machine, so that whatever way in would be noticed.
  server.listen(0, '::')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const sink: Sink = {
    origin: `http://localhost:${port}`,
    port,
    received,
    answer: { status: 200 },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return sink
}
