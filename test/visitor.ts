/** A resident without a screen, for journeys that need no script: cookies, redirects, and the buttons of forms. */
import assert from 'node:assert/strict'
import { Browser } from '../src/auth/testing/browser.ts'

export interface Arrived {
  url: string
  text: string
  status: number
}

export class Visitor {
  readonly browser = new Browser({})

  /** Every address that was visited. */
  get visited(): string[] {
    return this.browser.visited
  }

  /** Goes on until a page is there. */
  async visit(url: string): Promise<Arrived> {
    const { url: end, response } = await this.browser.follow(url, () => false)
    return { url: end, text: await response!.text(), status: response!.status }
  }

  /** Sends a form to where it goes, and goes on until a page is there. */
  async press({ url, text }: Arrived, form: Record<string, string>): Promise<Arrived> {
    const target = targetOf(url, text)
    const response = await this.browser.visit(target, form)
    const location = response.headers.get('location')
    if (location) return this.visit(new URL(location, target).href)
    return { url: target, text: await response.text(), status: response.status }
  }

  /** Where pressing would lead: the browser does not go there. */
  async pressAndStay({ url, text }: Arrived, form: Record<string, string>): Promise<string> {
    const response = await this.browser.visit(targetOf(url, text), form)
    const location = response.headers.get('location')
    assert.ok(location, `answered with ${response.status}`)
    return new URL(location, url).href
  }
}

function targetOf(url: string, page: string): string {
  const [form] = /<form\b[^>]*>/.exec(page) ?? []
  assert.ok(form, `no form on the page: ${page}`)
  const [, action = ''] = /\baction="([^"]*)"/.exec(form) ?? []
  return new URL(action.replaceAll('&amp;', '&') || url, url).href
}
