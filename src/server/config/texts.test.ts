/** Words of a municipality's own: which are taken, and what is said of those that are not. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestFolder, testFolder, wholeInstallation } from '../testing/folder.ts'
import { loadConfig } from './index.ts'
import { InvalidConfig } from './problems.ts'

let folder: TestFolder
before(async () => {
  folder = await testFolder()
})
after(() => folder[Symbol.asyncDispose]())

const load = (texts: string) =>
  loadConfig(folder.write('id-contact.toml', `${wholeInstallation()}\n${texts}`), { env: {} })

function refusal(texts: string): string {
  try {
    load(texts)
  } catch (error) {
    assert.ok(error instanceof InvalidConfig, String(error))
    return error.message
  }
  throw new Error('The configuration was accepted')
}

describe('[texts]', () => {
  it('takes words by set, language and name, and forms where a number stands in them', () => {
    const { texts } = load(`
[texts.core.nl]
choose = "Contact met Juinen"
[texts.pages.ar]
help = "اتصل"
[texts.conversation.nl]
place = { one = "Nog {count} voor u", other = "Nog {count} voor u" }
`)
    assert.equal(texts.core?.nl?.choose, 'Contact met Juinen')
    assert.equal(texts.core?.de, undefined)
    assert.deepEqual(texts.conversation?.nl?.place?.one, 'Nog {count} voor u')
  })

  it('is empty when it is not there', () => assert.deepEqual(load('').texts, {}))

  const refused: [what: string, toml: string, sentence: string][] = [
    [
      'a name that is none',
      '[texts.core.nl]\nchose = "x"',
      'texts.core.nl.chose is not a known key. Did you mean "choose"?',
    ],
    [
      'a set that is none',
      '[texts.bell.nl]\nchoose = "x"',
      'texts.bell is not a known key. Known here: pages, core, ',
    ],
    [
      'a language that there is not',
      '[texts.core.fy]\nchoose = "x"',
      'texts.core.fy is not a known key.',
    ],
    [
      'something to fill in that ours has not',
      '[texts.core.nl]\ncall = "Bel {nummer}"',
      'texts.core.nl.call can have only {number} filled in.',
    ],
    [
      'something to fill in where ours has nothing',
      '[texts.core.nl]\nchoose = "Hallo {name}"',
      'texts.core.nl.choose can have nothing filled in.',
    ],
    [
      'markup',
      '[texts.core.nl]\nchoose = "<b>Contact</b>"',
      'texts.core.nl.choose must be text: markup is shown as it stands.',
    ],
    [
      'signs that turn a line',
      '[texts.core.nl]\nchoose = "Contact\\u202e"',
      'texts.core.nl.choose must be one line, without signs that turn its direction.',
    ],
    ['nothing', '[texts.core.nl]\nchoose = " "', 'texts.core.nl.choose must not be empty.'],
    [
      'more than has a place',
      `[texts.core.nl]\nchoose = "${'x'.repeat(401)}"`,
      'texts.core.nl.choose must be at most 400 characters.',
    ],
    [
      'one text where a number needs forms',
      '[texts.conversation.nl]\nplace = "U bent zo"',
      'texts.conversation.nl.place must be a table.',
    ],
  ]
  for (const [what, toml, sentence] of refused)
    it(`refuses ${what}`, () => {
      const said = refusal(toml)
      assert.ok(said.includes(sentence), said)
    })
})
