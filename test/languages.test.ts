/** Every text in every language: nothing is missing, nothing is untranslated, and nothing stands in the code itself (A19, A20). */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'node-html-parser'
import ts from 'typescript'
import { pageLanguages } from '../src/web/index.ts'

type Text = string | Record<string, string>
type Texts = Record<string, Text>

/** A place where words stand, and its words in each language. */
interface Place {
  name: string
  languages: readonly string[]
  inLanguage(language: string): Promise<Texts>
}

const folder = 'components/localization'
const element = (name: string, languages: readonly string[] = pageLanguages): Place => ({
  name,
  languages,
  inLanguage: async (language) =>
    ((await import(`../${folder}/${name}.${language}.ts`)) as { default: Texts }).default,
})
/** Of Dutch, the words for after the log-in stand in a file of their own. */
const button: Place = {
  ...element('button'),
  inLanguage: async (language) => ({
    ...(await element('button').inLanguage(language)),
    ...(language === 'nl' && (await element('conversation').inLanguage('nl'))),
  }),
}
const page = (path: string): Place => ({
  name: path,
  languages: pageLanguages,
  inLanguage: async (language) =>
    ((await import(`../${path}/${language}.ts`)) as Record<string, Texts>)[language]!,
})

const places = [
  button,
  element('page'),
  element('chat'),
  element('video'),
  element('panel'),
  ...globSync('{src,components}/**/words').map(page),
]

/** Words that are the same in two languages. */
const shared = new Set(['chat', 'video', 'camera', 'code', 'error', 'status', 'audio', 'verborgen'])

const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text))
const placesIn = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join(' ')
const wordsIn = (text: string): string[] =>
  text.replace(/\{\w+\}/g, '').match(/\p{L}[\p{L}’'-]*/gu) ?? []

/**
 * How long a text may be where ours was made to fit: half as long again, and a word more. Whether it really fits at 320 pixels the accessibility
 * suite measures.
 */
const placeFor = (...written: Text[]): number =>
  Math.max(...written.flatMap(forms).map(({ length }) => length)) * 1.5 + 12

describe('every text in every language (A19)', () => {
  it('stands in every part: button, conversation, chat, video, panel, and the pages of each server', () => {
    const names = places.map(({ name }) => name).sort()
    assert.deepEqual(names, [
      'button',
      'chat',
      'components/agent-panel/more/words',
      'components/agent-panel/work/words',
      'page',
      'panel',
      'src/auth/demo/words',
      'src/auth/saml/words',
      'src/auth/words',
      'src/auth/yivi/words',
      'src/comm/desk/words',
      'src/comm/pages/words',
      'src/comm/rooms/pages/words',
      'src/core/pages/words',
      'src/web/words',
      'video',
    ])
  })

  for (const place of places)
    for (const language of place.languages)
      it(`${place.name} in ${language} says everything`, async () => {
        const [dutch, english, texts] = await Promise.all(
          ['nl', 'en', language].map(place.inLanguage),
        )
        const missing = Object.keys(dutch!).filter((key) => !Object.hasOwn(texts!, key))
        assert.deepEqual(missing, [], 'nothing is missing')
        const unknown = Object.keys(texts!).filter((key) => !Object.hasOwn(dutch!, key))
        assert.deepEqual(unknown, [], 'no text that nobody shows')
        const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
        for (const [key, text] of Object.entries(texts!)) {
          const original = dutch![key]!
          if (typeof text !== 'string')
            assert.deepEqual(Object.keys(text).sort(), [...pluralCategories].sort(), key)
          for (const form of forms(text)) {
            assert.ok(form.trim(), `${key} is empty`)
            // A number of letters and digits keeps its order in Arabic only where it is set apart.
            const bare = form.replace(/\u2066(\{\w+\})\u2069/g, '$1')
            assert.doesNotMatch(bare, /[<>]|\p{Cc}|\p{Bidi_Control}/u, `${key} is text`)
            assert.equal(placesIn(form), placesIn(forms(original)[0]!), `${key}: the same places`)
            assert.ok(
              form.length <= placeFor(english![key] ?? original, original),
              `${key} is too long: ${form}`,
            )
            const isOwn = language === 'nl' || !forms(original).includes(form)
            const isName = wordsIn(form).every((word) => shared.has(word.toLowerCase()))
            assert.ok(isOwn || isName, `${key} is still Dutch: ${form}`)
          }
        }
      })

  it('sets telephone numbers apart in Arabic, which has their groups the other way around otherwise', async () => {
    const texts = (await Promise.all(places.map((place) => place.inLanguage('ar'))))
      .flatMap((all) => Object.values(all).flatMap(forms))
      .filter((form) => form.includes('{number}'))
    assert.equal(texts.length, 4)
    for (const text of texts) assert.ok(text.includes('\u2066{number}\u2069'), text)
  })

  it('says so in the file of every translation that no native speaker has read', () => {
    const translated = pageLanguages.filter((language) => !['nl', 'en'].includes(language))
    for (const language of translated)
      for (const file of globSync(`{${folder}/*.${language}.ts,src/**/words/${language}.ts}`))
        assert.match(readFileSync(file, 'utf8'), /No native speaker has read it yet/, file)
  })
})

describe('plain words (A20)', () => {
  /** Mean number of words in a sentence, and jargon that a resident need not know. */
  const longest = 15
  const jargon =
    /\b(authenticatie|authenticeren|sessie|browsercookie|token|verificatie|valideren)\b/i
  it('Dutch has short sentences without jargon', async () => {
    for (const place of places.filter(({ name }) => name !== 'panel')) {
      const all = Object.values(await place.inLanguage('nl')).flatMap(forms)
      const lengths = all
        .flatMap((text) => text.split(/[.?!:]+(?:\s|$)/))
        .map((sentence) => wordsIn(sentence).length)
        .filter(Boolean)
      const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
      assert.ok(mean <= 10, `${place.name}: ${mean} words a sentence`)
      assert.ok(Math.max(...lengths) <= longest + 5, `${place.name}: ${Math.max(...lengths)}`)
      for (const text of all) assert.doesNotMatch(text, jargon)
    }
  })
})

describe('no text stands in the code (A19)', () => {
  const files = globSync('{components,src/{web,core,auth,comm}}/**/*.ts').filter(
    (file) => !/\.test\.ts$|\/(testing|words|localization)\/|twilio\.ts$/.test(file),
  )
  const spoken = [
    'aria-label',
    'alt',
    'title',
    'placeholder',
    'aria-roledescription',
    'aria-description',
  ]

  /** The words of `html` templates; `⁂` stands where the code puts something. */
  function written(source: ts.SourceFile): string[] {
    const found: string[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && /^(html|svg)$/.test(node.tag.getText(source)))
        found.push(...lettersOf(textOf(node.template)))
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  }

  const textOf = (template: ts.TemplateLiteral): string =>
    ts.isNoSubstitutionTemplateLiteral(template)
      ? template.text
      : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('⁂')

  function lettersOf(markup: string): string[] {
    const root = parse(markup.replace(/<!doctype[^>]*>/i, ''))
    const attributes = root
      .querySelectorAll('*')
      .flatMap((tag) => spoken.map((name) => tag.getAttribute(name) ?? ''))
    return [root.textContent, ...attributes]
      .map((text) => text.replace(/<[^>]*>/g, ''))
      .filter((text) => /\p{L}/u.test(text) && !/^\s*[\w-]+="[\w⁂-]*"\s*$/.test(text))
  }

  /** What is said to whoever writes a configuration or a program: English, and never on a screen of a resident or an employee. */
  const forProgrammers = /^(remedy|detail|message|[a-z]*Remedy|some)$/
  /** The words for callers, and people who do not exist. */
  const elsewhere = new Set(['src/comm/phone/spoken.ts', 'src/auth/demo/people.ts'])

  /** Sentences outside of templates: what is given to a screen reader, to the title of a window or to a page. */
  function sentences(source: ts.SourceFile): string[] {
    const found: string[] = []
    const isForProgrammers = (node: ts.Node): boolean =>
      ts.isNewExpression(node) ||
      ts.isThrowStatement(node) ||
      ts.isImportDeclaration(node) ||
      ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
        forProgrammers.test(node.name.getText(source))) ||
      (ts.isCallExpression(node) && /\.refuse$/.test(node.expression.getText(source)))
    const visit = (node: ts.Node): void => {
      if (isForProgrammers(node)) return
      if (ts.isTaggedTemplateExpression(node)) return ts.forEachChild(node.template, visit)
      const text = ts.isStringLiteralLike(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? textOf(node)
          : ''
      const isSentence = /^\p{Lu}|[.!?]$/u.test(text.trim())
      if (isSentence && /\p{L}{2,} (⁂ )?\p{L}{2,}/u.test(text)) found.push(text)
      ts.forEachChild(node, visit)
    }
    visit(source)
    return found
  }

  it('nor outside of markup', () => {
    const found = files
      .filter((file) => !elsewhere.has(file))
      .flatMap((file) => {
        const source = ts.createSourceFile(
          file,
          readFileSync(file, 'utf8'),
          ts.ScriptTarget.Latest,
          true,
        )
        return sentences(source).map((words) => `${file}: ${words.slice(0, 60)}`)
      })
    assert.deepEqual(found, [])
    for (const code of ["announcer.say('Er wacht iemand.')", 'document.title = `Bel ${number} nu`'])
      assert.equal(
        sentences(ts.createSourceFile('x.ts', code, ts.ScriptTarget.Latest, true)).length,
        1,
      )
  })

  it('of the elements and the pages', () => {
    assert.ok(files.length > 100)
    const found = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      if (!/(html|svg)`/.test(text)) return []
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
      return written(source).map((words) => `${file}: ${words.trim().slice(0, 60)}`)
    })
    assert.deepEqual(found, [])
  })

  it('and would be found', () => {
    const source = ts.createSourceFile('x.ts', 'html`<p>${a} Hoi</p>`', ts.ScriptTarget.Latest)
    assert.equal(written(source).length, 1)
    const label = ts.createSourceFile(
      'x.ts',
      'html`<b aria-label="Sluit"></b>`',
      ts.ScriptTarget.Latest,
    )
    assert.equal(written(label).length, 1)
  })
})
