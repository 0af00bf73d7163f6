/** The design tokens that municipalities publish, on a page that uses them and says nothing of us. */
import { expect } from '@open-wc/testing'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import type { IdContactButton } from '../button/id-contact-button.ts'
import { call, video } from '../button/testing/core.ts'
import {
  find,
  press,
  setStage,
  strikeStage,
  toTitle,
  until,
  type Stage,
} from '../button/testing/stage.ts'

interface Published {
  /** The style sheet in the package. */
  file: string
  /** The class that a page puts on its body. */
  theme: string
  /** Custom properties that the page's own components read. What is missing, this municipality does not publish. */
  primary: string
  onPrimary?: string | undefined
  accent?: string | undefined
  text: string
  surface: string
  error: string
  radius?: string | undefined
}

const utrecht = {
  primary: '--utrecht-button-primary-action-background-color',
  onPrimary: '--utrecht-button-primary-action-color',
  accent: '--utrecht-link-color',
  text: '--utrecht-document-color',
  surface: '--utrecht-document-background-color',
  error: '--utrecht-form-field-error-message-color',
  radius: '--utrecht-button-border-radius',
}

const municipalities: Record<string, Published> = {
  Utrecht: { file: '@utrecht/design-tokens/dist/index.css', theme: 'utrecht-theme', ...utrecht },
  'Utrecht, dark': {
    file: '@utrecht/design-tokens/dist/dark/theme.css',
    theme: 'utrecht-theme--dark',
    ...utrecht,
  },
  'The Hague': {
    file: '@gemeente-denhaag/design-tokens-components/dist/theme/index.css',
    theme: 'denhaag-theme',
    ...utrecht,
    onPrimary: undefined,
    accent: '--nl-link-color',
  },
  Rotterdam: {
    file: '@nl-design-system-unstable/rotterdam-design-tokens/dist/design-tokens.css',
    theme: 'rotterdam-theme',
    ...utrecht,
    accent: undefined,
    radius: undefined,
  },
  Amsterdam: {
    file: '@amsterdam/design-system-tokens/dist/index.css',
    theme: '',
    primary: '--ams-color-interactive',
    onPrimary: '--ams-color-text-inverse',
    accent: '--ams-links-color',
    text: '--ams-color-text',
    surface: '--ams-color-background',
    error: '--ams-color-feedback-error',
    radius: '--ams-button-border-radius',
  },
  'the example of NL Design System': {
    file: '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css',
    theme: 'voorbeeld-theme',
    primary: '--nl-button-primary-background-color',
    onPrimary: '--nl-button-primary-color',
    accent: '--nl-link-color',
    text: '--basis-color-default-color-document',
    surface: '--basis-color-default-bg-document',
    error: '--basis-color-negative-color-default',
    radius: '--nl-button-border-radius',
  },
}

/** Any colour of CSS as red, green and blue from 0 to 255. */
function rgb(color: string): number[] {
  const canvas = document.createElement('canvas').getContext('2d')!
  canvas.fillStyle = color
  canvas.fillRect(0, 0, 1, 1)
  return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)]
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other]
    .map((color) => {
      const [r, g, b] = rgb(color).map((value) => {
        const part = value / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    })
    .sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

describe('the published design tokens of a municipality', () => {
  let stage: Stage
  beforeEach(() => {
    stage = setStage()
    stage.core.options.comm_methods = [call, video]
  })
  afterEach(() => {
    document.adoptedStyleSheets = []
    document.body.className = ''
    strikeStage()
  })

  async function pageOf({ file, theme }: Published): Promise<IdContactButton> {
    const answer = await fetch(`/node_modules/${file}`)
    expect(answer.ok, file).to.be.true
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(await answer.text())
    document.adoptedStyleSheets = [sheet]
    document.body.className = theme
    const button = await stage.mount()
    find(button, '#opener')!.click()
    await toTitle(button, 'Hoe wilt u contact?')
    await press(button, 'Verder')
    await until(() => find(button, '.error'))
    return button
  }

  /** What the page's own components would look like. */
  function expected(property: string, token: string): string {
    const probe = document.createElement('div')
    probe.style.setProperty(property, `var(${token})`)
    document.body.append(probe)
    const value = getComputedStyle(probe).getPropertyValue(property)
    const isSet = getComputedStyle(probe).getPropertyValue(token).trim()
    probe.remove()
    expect(isSet, `${token} is published`).not.to.equal('')
    return value
  }

  for (const [name, published] of Object.entries(municipalities))
    it(`are taken up without a word: ${name}`, async () => {
      const button = await pageOf(published)
      const look = (selector: string) => getComputedStyle(find(button, selector)!)
      const has = {
        primary: look('#opener').backgroundColor,
        onPrimary: look('#opener').color,
        accent: look('.plain').color,
        text: look('dialog').color,
        surface: look('dialog').backgroundColor,
        error: look('.error').borderTopColor,
        radius: look('#opener').borderTopLeftRadius,
      }
      for (const [what, value] of Object.entries(has)) {
        const token = published[what as keyof typeof has]
        if (what === 'radius') {
          if (token) expect(value, what).to.equal(expected('border-top-left-radius', token))
        } else if (token) expect(rgb(value), what).to.deep.equal(rgb(expected('color', token)))
      }
      expect(contrast(has.onPrimary, has.primary), 'main button').to.be.at.least(4.5)
      expect(contrast(has.text, has.surface), 'text').to.be.at.least(4.5)
      expect(contrast(has.accent, has.surface), 'links').to.be.at.least(4.5)
      expect(contrast(look('.error').color, has.surface), 'errors').to.be.at.least(4.5)
    })

  it('give way to what the page says to us', async () => {
    document.body.style.setProperty('--id-contact-color-primary', 'rgb(1, 2, 3)')
    const button = await pageOf(municipalities.Utrecht!)
    expect(getComputedStyle(find(button, '#opener')!).backgroundColor).to.equal('rgb(1, 2, 3)')
    document.body.removeAttribute('style')
  })
})
