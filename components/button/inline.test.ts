import { expect } from '@open-wc/testing'
import { setViewport } from '@web/test-runner-commands'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { call, video } from './testing/core.ts'
import {
  choose,
  find,
  press,
  setStage,
  strikeStage,
  toTitle,
  until,
  type Stage,
} from './testing/stage.ts'

describe('<id-contact-button inline>', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
  })
  afterEach(async () => {
    strikeStage()
    await setViewport({ width: 800, height: 600 })
  })

  for (const width of [320, 600, 1200])
    it(`moves the page below it once, at the click, in ${width} px`, async () => {
      await setViewport({ width, height: 900 })
      Object.assign(stage.core.options, { comm_methods: [call, video] })
      let answer = (): void => {}
      const line = 'GET /session_options/report_move'
      stage.core.routes[line] = async () => {
        await new Promise<void>((resolve) => (answer = resolve))
        return Response.json(stage.core.options)
      }
      const button = await stage.mount({ inline: '' })
      const below = document.createElement('p')
      button.after(below)
      const place = (): number => Math.round(below.getBoundingClientRect().top + scrollY)
      const before = place()
      find(button, '#opener')!.click()
      await until(() => stage.core.count(line) > 0)
      const during = place()
      expect(during).to.be.above(before)
      answer()
      await toTitle(button, 'Hoe wilt u contact?')
      expect(place(), 'the first question').to.equal(during)
      await choose(button, 'Bellen')
      await press(button, 'Verder')
      await toTitle(button, 'Laat zien wie u bent')
      expect(place(), 'the second question').to.equal(during)
      stage.core.fail('POST /start')
      await choose(button, 'DigiD')
      await press(button, 'Verder naar DigiD')
      await toTitle(button, 'Dit lukt nu niet')
      expect(place(), 'a failure').to.equal(during)
      below.remove()
    })
})
