/** Answers of an endpoint that no provider should give. */
import type { ServerResponse } from 'node:http'
import { canary } from './fake-provider.ts'

export const hang = (res: ServerResponse): void => void setTimeout(() => res.end(), 5000).unref()
export const status =
  (code: number) =>
  (res: ServerResponse): void =>
    void res.writeHead(code, { 'content-type': 'application/json' }).end('{}')
export const rubbish = (res: ServerResponse): void => void res.end(`<p>${canary}</p>`)
export const rubbishJson = (res: ServerResponse): void =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(`{"${canary}`)
export const cut = (res: ServerResponse): void => void res.destroy()
export const drip = (res: ServerResponse): void => {
  const timer = setInterval(() => res.write(' '), 50)
  res.writeHead(200, { 'content-type': 'application/json' }).on('close', () => clearInterval(timer))
}
export const bomb = (res: ServerResponse): void =>
  void res.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(400_000)}"`)
export const elsewhere = (res: ServerResponse): void =>
  void res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
