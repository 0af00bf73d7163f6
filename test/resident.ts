/** What a resident does. */
import type { Page } from './browser.ts'
import { press, tabTo } from './keyboard.ts'
import type { System } from './system.ts'

const words = {
  nl: {
    path: '/',
    open: /Veilig contact met de gemeente/,
    on: /Verder naar Inloggen bij Juinen/,
    without: /Zonder inloggen verder/,
    submit: /^Inloggen/,
    cancel: /^Annuleren/,
    call: 'Bel nu 14 026',
    ended: 'Het gesprek is klaar',
  },
  en: {
    path: '/en.html',
    open: /Safe contact with the municipality/,
    on: /Continue to Juinen login/,
    without: /Continue without logging in/,
    submit: /^Log in/,
    cancel: /^Cancel/,
    call: 'Call 14 026 now',
    ended: 'The conversation has ended',
  },
} as const

export type Lang = keyof typeof words
export const wordsOf = (lang: Lang) => words[lang]

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** Opens the site, chooses, and leaves for the log-in: with the keyboard alone. */
export async function leaveForLogin(page: Page, system: System, lang: Lang = 'nl'): Promise<void> {
  const t = words[lang]
  await page.goto(system.site + t.path)
  await page.locator('id-contact-button').first().getByRole('button', { name: t.open }).waitFor()
  await press(page, t.open)
  await page.getByRole('button', { name: t.on }).waitFor()
  await press(page, t.on)
  await page.waitForURL((url) => url.origin === system.provider)
}

/** Opens the site and the questions of the purpose for which nobody has to log in. */
export async function openWaste(page: Page, system: System, lang: Lang = 'nl'): Promise<void> {
  const t = words[lang]
  await page.goto(system.site + t.path)
  const button = page.locator('id-contact-button[purpose="waste_question"]')
  await button.getByRole('button', { name: t.open }).press('Enter')
  await button.getByRole('button', { name: t.without }).waitFor()
}

/** Chooses a person of the demonstration provider, with the keyboard alone. */
export async function logIn(page: Page, id: string, lang: Lang = 'nl'): Promise<void> {
  await page.locator(`#${id}`).waitFor()
  // Radios are one stop for Tab; the arrows move between them.
  await tabTo(page, /resident-|employee-/)
  for (let i = 0; i < 5 && !(await page.locator(`#${id}`).isChecked()); i++) {
    await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown')
  }
  await press(page, words[lang].submit)
}

/** From the site to the number and the code. Gives the code. */
export async function getCode(
  page: Page,
  system: System,
  id: string,
  lang: Lang = 'nl',
): Promise<string> {
  await leaveForLogin(page, system, lang)
  await logIn(page, id, lang)
  return codeOn(page, lang)
}

export async function codeOn(page: Page, lang: Lang = 'nl'): Promise<string> {
  await heading(page, words[lang].call).waitFor()
  const link = page.locator('a[href^="tel:"][part~="primary"]')
  const href = (await link.getAttribute('href')) ?? ''
  return /,,(\d{9})#$/.exec(href)![1]!
}
