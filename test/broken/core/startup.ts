/** Cores that start whatever their configuration says. */
import type { Fault } from '../fault.ts'

/** Runs, and never ends by itself. */
const running = `["${process.execPath}", "-e", "setInterval(() => {}, 1000)"]`
/** Ends as if all were well. */
const ending = `["${process.execPath}", "-e", "0"]`

const starting =
  (name: string, command: string): Fault['told'] =>
  (config) =>
    config
      .replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${command}`)
      .replace(/^timeout = .*$/m, 'timeout = 3')

export const brokenStartups: Fault[] = [
  {
    breaks: 'CORE-CONFIG-01',
    is: 'starts with a method that there is not',
    told: starting('unknown_method', running),
  },
  {
    breaks: 'CORE-CONFIG-02',
    is: 'says nothing of a short secret',
    told: starting('short_secret', ending),
  },
]
