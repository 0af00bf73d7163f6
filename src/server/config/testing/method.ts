/** A whole installation with one more method to log in, of which a test writes the settings. */
import assert from 'node:assert/strict'
import { ensureKeys } from '../../keys.ts'
import { testFolder, wholeInstallation, type TestFolder } from '../../testing/folder.ts'
import { loadConfig } from '../index.ts'
import type { AuthPart } from '../parts.ts'
import { InvalidConfig } from '../problems.ts'

type Environment = Record<string, string>

export interface MethodUnderTest extends AsyncDisposable {
  folder: TestFolder
  part(settings: string, env?: Environment): AuthPart
  /** Keys of what is wrong, below `auth.TAG`. `before`: what stands in front of the whole file. */
  problemsOf(settings: string, before?: string): string[]
}

/** Its keys are in the folder `tag` of the test's folder. */
export async function methodUnderTest(type: string, tag: string): Promise<MethodUnderTest> {
  const folder = await testFolder()
  await ensureKeys(`${folder.path}/${tag}`)
  const whole = wholeInstallation().replace('allowed_auth = ["*"]', 'allowed_auth = ["login"]')
  const table = `
[[core.auth_methods]]
tag = "${tag}"
name = "Under test"

[auth.${tag}]
type = "${type}"
server_url = "http://127.0.0.1:8087"
secret = { file = "${tag}/secret" }
signing_keys = { file = "${tag}/signing.private.json" }
`
  const load = (settings: string, env: Environment = {}, before = '') =>
    loadConfig(folder.write('id-contact.toml', `${before}${whole}${table}${settings}`), { env })
  return {
    folder,
    part: (settings, env) =>
      load(settings, env).parts.find(({ name }) => name === `auth.${tag}`) as AuthPart,
    problemsOf(settings, before) {
      try {
        load(settings, {}, before)
      } catch (error) {
        assert.ok(error instanceof InvalidConfig, String(error))
        return error.problems.map(({ key }) => key.replace(`auth.${tag}.`, ''))
      }
      throw new Error('The configuration was accepted')
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
