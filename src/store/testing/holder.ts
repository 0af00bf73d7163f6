/**
 * A process of its own with a store on a folder: `node holder.ts FOLDER hold|write|lock`. Says `open` when it has the folder, or
 * `refused KEY`; with `write` then the id of each conversation, once it was answered for.
 */
import { IdContactError, ConfigError } from '../../protocol/errors.ts'
import { lockFolder } from '../folder-lock.ts'
import { openStore } from '../index.ts'
import { conversation } from './stores.ts'

const [folder = '', task] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

try {
  if (task === 'lock') {
    lockFolder(folder)
    say('open')
    setInterval(() => {}, 1000)
  } else {
    const store = await openStore({ dataDir: folder })
    say('open')
    for (let n = 0; task === 'write'; n += 1) {
      const fresh = conversation()
      await store.start(fresh)
      await store.attachResult(fresh.id, { result: 'token', jti: fresh.id })
      if (n % 50 === 49) await store.sweep()
      say(fresh.id)
    }
  }
} catch (error) {
  say(`refused ${error instanceof ConfigError ? error.key : ''}`)
  process.exitCode = error instanceof IdContactError ? 3 : 4
}
