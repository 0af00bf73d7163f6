/** What `embed()` does, written out: so the messages themselves are seen. */
import type { Page } from '../browser.ts'

export interface ByHand {
  /** Sends this through the port, and gives the first answer of this type. */
  ask(message: object, type: string): Promise<Message>
  all(): Promise<Message[]>
  send(message: object): Promise<void>
}

interface Message {
  type: string
  code?: string
}

export async function connectByHand(page: Page, desk: string, signIn: string): Promise<ByHand> {
  await page.evaluate(
    ([desk, sign_in]) =>
      new Promise<void>((resolve) => {
        const seen: unknown[] = []
        addEventListener('message', ({ data, origin, source }) => {
          if (origin !== desk) return
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = ({ data }) => seen.push(data)
          Object.assign(window, { seen, port: port1 })
          const { nonce } = data
          const connect = { type: 'id-contact-frame-connect', version: 1, nonce, sign_in }
          ;(source as Window).postMessage(connect, origin, [port2])
          resolve()
        })
        const frame = document.createElement('iframe')
        frame.src = `${desk}/frame?parent=${encodeURIComponent(location.origin)}&lang=nl`
        document.body.append(frame)
      }),
    [desk, signIn] as const,
  )
  const all = () => page.evaluate(() => (window as unknown as { seen: Message[] }).seen)
  const send = (message: object) =>
    page.evaluate(
      (message) => (window as unknown as { port: MessagePort }).port.postMessage(message),
      message,
    )
  return {
    all,
    send,
    async ask(message, type) {
      await send(message)
      await page.waitForFunction(
        (type) => (window as unknown as { seen: Message[] }).seen.some((one) => one.type === type),
        type,
      )
      return (await all()).find((one) => one.type === type)!
    },
  }
}
