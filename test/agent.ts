/** What an employee does. */
import type { Page } from './browser.ts'
import { press, tabTo } from './keyboard.ts'
import { logIn, type Lang } from './resident.ts'
import type { System } from './system.ts'

const words = {
  nl: {
    signIn: /^Inloggen/,
    queue: 'Wachtrij',
    code: /Code van de beller/,
    end: /Ophangen en wissen/,
    sure: /Ja, ophangen en wissen/,
    erased: 'Gewist.',
    accept: 'Neem op',
    identified: /Bewezen met/,
    unidentified: /Deze beller is niet geïdentificeerd/,
    identify: /Vraag om identificatie/,
    requested: /De inwoner kiest nu hoe hij laat zien wie hij is/,
    started: /De inwoner is nu aan het inloggen/,
    failed: /Het inloggen is niet gelukt/,
    cancelled: /De inwoner is gestopt met inloggen/,
  },
  en: {
    signIn: /^(Sign|Log) in/,
    queue: 'Queue',
    code: /Caller.s code|Code of the caller/i,
    end: /Hang up and erase/,
    sure: /Yes, hang up and erase/,
    erased: 'Erased.',
    accept: /^(Pick up|Answer|Take)/,
    identified: /Proven (with|by)/,
    unidentified: /This caller is not identified/,
    identify: /Ask for identification/,
    requested: /The resident is now choosing how to show who they are/,
    started: /The resident is logging in now/,
    failed: /Logging in did not work/,
    cancelled: /The resident stopped logging in/,
  },
} as const

export const agentWords = (lang: Lang) => words[lang]

/** Signs in at the desk's own page, with the keyboard alone. */
export async function signIn(
  page: Page,
  system: System,
  id: string,
  lang: Lang = 'nl',
): Promise<void> {
  await page.goto(system.desk)
  await press(page, words[lang].signIn)
  await page.waitForURL((url) => url.origin === system.provider)
  await logIn(page, id, lang)
  await page.getByRole('heading', { name: words[lang].queue }).waitFor()
}

export async function typeCode(page: Page, code: string, lang: Lang = 'nl'): Promise<void> {
  await tabTo(page, words[lang].code)
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}

export async function hangUp(page: Page, lang: Lang = 'nl'): Promise<void> {
  await press(page, words[lang].end)
  await press(page, words[lang].sure)
  await page.getByRole('heading', { name: words[lang].erased, exact: true }).waitFor()
}

/** Asks who the caller is. */
export async function askWhoItIs(page: Page, lang: Lang = 'nl'): Promise<void> {
  await press(page, words[lang].identify)
  await identification(page, words[lang].requested).waitFor()
}

/** What became of that question, as the panel shows it. */
export const identification = (page: Page, state: RegExp) =>
  page.locator('.identification').getByText(state)

/** Everything that the panel shows, as text. */
export const panelText = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.querySelector('id-contact-agent-panel')?.shadowRoot?.textContent ?? '',
  )
