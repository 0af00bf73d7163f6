/** `id-contact check`: plays the other roles against a running implementation, and says of each requirement of the protocol whether it is met. */
import { writeFileSync } from 'node:fs'
import type { Dialect } from '../../protocol/dialect.ts'
import { authRequirements, authScene } from './auth/index.ts'
import { createAsk } from './ask.ts'
import { commRequirements, commScene } from './comm/index.ts'
import { readCheckConfig } from './config.ts'
import { coreRequirements, coreScene } from './core/index.ts'
import { InvalidConfig } from '../config/problems.ts'
import { junitOf, lineOf, summaryOf } from './report.ts'
import { Unmet, type Finding, type Role } from './requirement.ts'
import { roomsRequirements, roomsScene } from './rooms/index.ts'
import { chosen, run } from './run.ts'
import { openStage } from './stage.ts'
import type { Tools } from './tools.ts'

export interface CheckOptions {
  role: Role
  /** Address of the implementation. */
  url: string
  /** Path of the file that says what it was configured with. */
  config: string
  dialect: Dialect
  /** Names of requirements: these alone are looked at, and what they rest on. */
  only?: readonly string[] | undefined
  /** Where a report for a build server goes. */
  junit?: string | undefined
  write: (text: string) => void
}

export const roles: readonly Role[] = ['core', 'auth', 'comm', 'rooms']

const requirementsOf: Record<Role, readonly { id: string }[]> = {
  core: coreRequirements,
  auth: authRequirements,
  comm: commRequirements,
  rooms: roomsRequirements,
}

/** How many requests a requirement may make one after the other, at most. */
const requestsEach = 6

export interface Checked {
  findings: Finding[]
  /** Whether the peer answers, and meets every requirement that could be looked at. */
  isMet: boolean
}

/** @throws ConfigError when the file cannot be used, a requirement is not known, or the port is taken */
export async function check(options: CheckOptions): Promise<Checked> {
  const { role, dialect, only, write, junit } = options
  const requirements = requirementsOf[role]
  const stranger = only?.find((name) => !requirements.some(({ id }) => id === name))
  if (stranger !== undefined) {
    const message = `names ${stranger}, which ${role} has not`
    throw new InvalidConfig([{ key: '--only', message, remedy: 'See docs/protocol.md.' }])
  }
  const target = options.url.replace(/\/+$/, '')
  const config = readCheckConfig(options.config, role)
  const ask = createAsk(config.timeout)
  const stage = await openStage(config.listen, config.address)
  write(`id-contact check ${role} ${target} (${dialect})\n\n`)
  try {
    await ask(target)
    const findings = await look({ target, dialect, ask, stage, write, timeout: config.timeout })
    write(summaryOf(findings))
    if (junit) writeFileSync(junit, junitOf(`id-contact check ${role}`, findings))
    return { findings, isMet: findings.every(({ verdict }) => verdict.is !== 'failed') }
  } catch (error) {
    if (!(error instanceof Unmet)) throw error
    write(`${target} cannot be reached: ${error.came}\n`)
    return { findings: [], isMet: false }
  } finally {
    await stage.stop()
  }

  async function look(tools: Tools): Promise<Finding[]> {
    const tell = (finding: Finding): void => write(lineOf(finding))
    const timeout = config.timeout * requestsEach
    switch (role) {
      case 'core': {
        const patient = timeout + (config.file.core!.startup?.timeout ?? 0) * 1000
        return run(chosen(coreRequirements, only), await coreScene(config, tools), {
          timeout: patient,
          tell,
        })
      }
      case 'auth': {
        const patient = timeout + config.file.auth!.login_timeout * 1000
        return run(chosen(authRequirements, only), await authScene(config, tools), {
          timeout: patient,
          tell,
        })
      }
      case 'comm': {
        const patient = timeout + (config.file.comm!.activity ?? 0) * 1000
        return run(chosen(commRequirements, only), await commScene(config, tools), {
          timeout: patient,
          tell,
        })
      }
      case 'rooms': {
        const { idle = 0, activity = 0 } = config.file.rooms!
        const patient = timeout + Math.max(idle, activity) * 1000
        return run(chosen(roomsRequirements, only), await roomsScene(config, tools), {
          timeout: patient,
          tell,
        })
      }
    }
  }
}
