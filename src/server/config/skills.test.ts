/** What employees have skills for, from one file. */
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

const load = (more: string) =>
  loadConfig(
    folder.write(
      'id-contact.toml',
      wholeInstallation().replace('agents = {', `agents = { ${more}`),
    ),
    { env: {} },
  )
const problemsOf = (more: string): string[] => {
  try {
    load(more)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.problems.map(({ key }) => key)
  }
  throw new Error('The configuration was accepted')
}

test('skills come with the claim that holds them', () => {
  const skills = 'skills = { movers = { purposes = ["report_move"], channels = ["chat"] } },'
  const desk = load(`skills_claim = "groups", ${skills}`).parts.find(({ kind }) => kind === 'desk')
  const { agents } = (desk as DeskPart).settings
  assert.equal(agents.skillsClaim, 'groups')
  assert.deepEqual(agents.skills, { movers: { purposes: ['report_move'], channels: ['chat'] } })
  assert.deepEqual(problemsOf(skills), ['desk.agents.skills_claim'])
})

test('a skill for a purpose that is none is a mistake', () => {
  const skills = 'skills = { movers = { purposes = ["report_mvoe"] } },'
  const key = 'desk.agents.skills.movers.purposes'
  assert.deepEqual(problemsOf(`skills_claim = "groups", ${skills}`), [key])
})
