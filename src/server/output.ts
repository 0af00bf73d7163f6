/** Standard output for log lines: a process must not stand still because nobody reads what it writes. */
import { fstatSync } from 'node:fs'
import type { DestinationStream } from 'pino'

/** Characters that may wait to be read; what comes after that is dropped, and told as a number when there is room again. */
const mostWaiting = 1_000_000

/**
 * Undefined where writing cannot be held up for good: a file, a terminal. A pipe that nobody empties holds up whoever writes in it by the
 * system's call, and a process that hangs in a call neither answers nor ends when it is told to. It fills within minutes when the
 * database is gone and each request is a line.
 */
export function standardOutput(
  output: NodeJS.WriteStream & { fd: number } = process.stdout,
): DestinationStream | undefined {
  const kind = fstatSync(output.fd)
  if (!kind.isFIFO() && !kind.isSocket()) return undefined
  // Whoever read it is gone: the log ends, and nothing else.
  output.on('error', () => {})
  let dropped = 0
  return {
    write(line) {
      if (output.writableLength > mostWaiting) {
        dropped++
        return
      }
      if (dropped > 0) output.write(droppedLine(dropped))
      dropped = 0
      output.write(line)
    },
  }
}

const droppedLine = (count: number): string =>
  `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), event: 'log_lines_dropped', count })}\n`
