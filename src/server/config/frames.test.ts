/** Pages that may have the panel in a frame, from one file. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import type { DeskPart } from './parts.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const load = (frames: string) =>
  loadConfig(folder.write('id-contact.toml', `${wholeInstallation()}\n${frames}`), { env: {} })
const problemsOf = (frames: string): string[] => {
  try {
    load(frames)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key, message }) => `${key} ${message}`)
  }
  throw new Error('The configuration was accepted')
}
const framesOf = (frames: string) =>
  (load(frames).parts.find(({ kind }) => kind === 'desk') as DeskPart).settings.frames

test('no page may, unless it is listed', () => {
  assert.deepEqual(framesOf(''), [])
  const one = '[[desk.frames]]\norigin = "https://crm.example/"\nattributes = ["name"]'
  assert.deepEqual(framesOf(one), [{ origin: 'https://crm.example', attributes: ['name'] }])
})

test('an attribute that no purpose asks for is a mistake', () => {
  const [problem] = problemsOf(
    '[[desk.frames]]\norigin = "https://crm.example"\nattributes = ["nmae"]',
  )
  assert.match(problem!, /^desk\.frames lets https:\/\/crm\.example have "nmae"/)
})

for (const origin of [
  '*',
  'https://*.example',
  "https://a.example; script-src 'self'",
  'crm.example',
  'https://a.example/x',
])
  test(`${origin} is no origin`, () => {
    assert.equal(problemsOf(`[[desk.frames]]\norigin = "${origin}"`).length, 1)
  })
