/**
 * What a screen reader is told: names and roles of every state, as Chromium's accessibility tree has them, kept in `trees/` to be reviewed.
 * `TREES=write` writes them anew.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { shown } from '../../examples/gallery/serve.ts'
import { controlsOf, focusOf, startLooking, tagOf, type Looking } from './looking.ts'

const folder = new URL('trees/', import.meta.url)
const isWriting = process.env.TREES === 'write'

/** Without what is another one each time: times of day, days, what a clock counts, and where the gallery listens. */
const steady = (tree: string): string =>
  tree
    .replace(/\b\d{1,2}[.:]\d{2}\b/g, '00.00')
    .replace(/\b(maan|dins|woens|donder|vrij|zater|zon)dag \d{1,2} \p{L}+/gu, 'maandag 1 januari')
    .replace(/\b\d+ (min|sec)\b/g, '2 $1')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    .replace(/\b\d+ (minuten|minuut|seconden|seconde)\b/g, '2 minuten')

describe('names and roles (A3, A11)', () => {
  let looking: Looking
  before(async () => {
    looking = await startLooking(1280)
    mkdirSync(folder, { recursive: true })
  })
  after(() => looking.stop())

  for (const { name: element, states } of shown)
    describe(element, () => {
      const file = new URL(`${element}.txt`, folder)
      const kept = new Map(
        (existsSync(file) ? readFileSync(file, 'utf8') : '')
          .split(/^# /m)
          .filter(Boolean)
          .map((part) => {
            const end = part.indexOf('\n')
            return [part.slice(0, end), part.slice(end + 1).trim()]
          }),
      )
      const now = new Map<string, string>()

      for (const { name: state } of states) {
        it(`of ${element} ${state} are as reviewed`, async () => {
          const page = await looking.show(element, state)
          const look = async () => steady(await page.locator(tagOf(element)).ariaSnapshot())
          let tree = await look()
          // What is announced follows a moment after what is shown.
          for (let i = 0; i < 20 && (isWriting || tree !== kept.get(state)); i++) {
            await page.waitForTimeout(isWriting ? 25 : 100)
            tree = await look()
          }
          now.set(state, tree)
          if (!isWriting) assert.equal(tree, kept.get(state))
        })

        // Of residents it is in use.journey.ts, with what each step does.
        if (element === 'panel')
          it(`of panel ${state} are all reached with Tab, in their order, and the focus is seen (A2, A15)`, async () => {
            const isThere = new URL(looking.page.url()).searchParams.get('state') === state
            // Some states are there for five seconds.
            const isBrief = /taken|transferred|returned|ended/.test(state)
            const page = isThere && !isBrief ? looking.page : await looking.show(element, state)
            await page.locator('h1').evaluate((start: HTMLElement) => {
              start.tabIndex = -1
              start.focus()
              const next = document.createElement('button')
              next.textContent = 'next'
              document.body.append(next)
            })
            const controls = await page.locator(tagOf(element)).evaluate(controlsOf)
            const reached: string[] = []
            for (let i = 0; i < controls.length; i++) {
              await page.keyboard.press('Tab')
              const at = await page.evaluate(focusOf)
              reached.push(at?.what ?? '')
              const isSeen = at && (!at.isOurs || (at.width >= 3 && at.style !== 'none'))
              assert.ok(isSeen, `no outline: ${at?.what}`)
              assert.equal(at.isOnTop, true, `covered: ${at.what}`)
            }
            assert.deepEqual(reached, controls)
            await page.keyboard.press('Tab')
            // Of a long queue the rows come as one goes.
            const isAll = state !== 'queue-long'
            if (isAll) assert.equal((await page.evaluate(focusOf))?.what, 'button next')
          })
      }

      it(`of ${element} are kept for no state that is gone`, () => {
        if (isWriting)
          writeFileSync(file, [...now].map(([state, tree]) => `# ${state}\n${tree}\n`).join('\n'))
        else assert.deepEqual([...kept.keys()].sort(), states.map(({ name }) => name).sort())
      })
    })

  it('ask residents for nothing to type before the conversation, so for nothing twice (A10)', () => {
    assert.doesNotMatch(
      readFileSync(new URL('button.txt', folder), 'utf8'),
      /\b(textbox|combobox)\b/,
    )
  })
})
