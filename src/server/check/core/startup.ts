/** What a core must not start with. The checker starts it, with the commands that it was told. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, need, type Requirement } from '../requirement.ts'
import type { CoreScene } from './scene.ts'

type Fault = 'unknown_method' | 'short_secret'

/** @throws Skip without a command; Unmet when it goes on running, or ends as if all were well */
async function expectNoStart({ settings }: CoreScene, fault: Fault): Promise<void> {
  const command = settings.startup?.[fault]
  need(command, `not configured: core.startup.${fault}`)
  const [program, ...args] = command as [string, ...string[]]
  const child = spawn(program, args, { stdio: 'ignore' })
  const wait = settings.startup!.timeout
  const timer = setTimeout(() => child.kill('SIGKILL'), wait * 1000)
  const [code, signal] = (await once(child, 'exit').catch(() => ['unknown'])) as unknown[]
  clearTimeout(timer)
  need(code !== 'unknown', `cannot be started: core.startup.${fault}`)
  expect(signal !== 'SIGKILL', 'an error at the start', `none in ${wait} s`)
  expect(code !== 0, 'an error at the start', 'an end without one')
}

export const startup: Requirement<CoreScene>[] = [
  {
    id: 'CORE-CONFIG-01',
    says: 'A purpose that names a method which is not there must be an error when the core starts.',
    check: (scene) => expectNoStart(scene, 'unknown_method'),
  },
  {
    id: 'CORE-CONFIG-02',
    says: 'A secret of fewer than 32 bytes must be an error when the core starts.',
    check: (scene) => expectNoStart(scene, 'short_secret'),
  },
]
