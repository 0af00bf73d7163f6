/** A person's Yivi app: `wallet/`, which is irmago's own client without a screen. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { removeFolder, temporaryFolder } from '../../system.ts'
import type { Pointer } from './irma-server.ts'
import type { Tools } from './tools.ts'

/** One thing that happened, as the wallet prints it. */
interface Step {
  event: 'offered' | 'asked' | 'pairing' | 'done' | 'cancelled' | 'failed'
  /** Of `pairing`: what the app shows. */
  code?: string
  reason?: string
}

export interface Wallet {
  /** One session from beginning to end. `seen` is told of each step as it happens. */
  scan(pointer: Pointer, options?: { refuse?: boolean; seen?: (step: Step) => void }): Promise<Step>
  remove(): void
}

export function createWallet({ wallet }: Tools, schemes: string): Wallet {
  const storage = temporaryFolder()
  return {
    async scan(pointer, { refuse = false, seen } = {}) {
      const args = ['-schemes', schemes, '-storage', storage, ...(refuse ? ['-refuse'] : [])]
      const child = spawn(wallet, [...args, JSON.stringify(pointer)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const exited = once(child, 'exit')
      let complaints = ''
      child.stderr.on('data', (chunk) => (complaints += String(chunk)))
      let last: Step | undefined
      for await (const line of createInterface({ input: child.stdout })) {
        last = JSON.parse(line) as Step
        seen?.(last)
      }
      await exited
      if (!last) throw new Error(`The wallet said nothing: ${complaints}`)
      return last
    },
    remove: () => removeFolder(storage),
  }
}
