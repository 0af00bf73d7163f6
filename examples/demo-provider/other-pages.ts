/** The provider's other pages: signing out, and what cannot be done. */
import { html, raw } from 'hono/html'
import { page, sentencePage } from '../../src/web/index.ts'
import type { DemoLanguage } from './language.ts'

const words = {
  nl: {
    signOut: 'Wilt u uitloggen?',
    yes: 'Uitloggen',
    no: 'Ingelogd blijven',
    signedOut: ['U bent uitgelogd', 'U kunt dit venster sluiten.'],
    failure: ['Inloggen lukt nu niet', 'Ga terug naar de website waar u begon en begin opnieuw.'],
  },
  en: {
    signOut: 'Do you want to log out?',
    yes: 'Log out',
    no: 'Stay logged in',
    signedOut: ['You are logged out', 'You can close this window.'],
    failure: [
      'Logging in does not work now',
      'Go back to the website where you started and start again.',
    ],
  },
} as const

/** `form` is the provider's own form, with `op.logoutForm` as its id; the buttons stand beside it. */
export function signOutPage(lang: DemoLanguage, form: string): Promise<Response> {
  const w = words[lang]
  return page({
    lang,
    title: w.signOut,
    formAction: "'self' http: https:",
    body: html`<h1>${w.signOut}</h1>
      ${raw(form)}
      <div class="actions">
        <button class="primary" form="op.logoutForm" name="logout" value="yes">${w.yes}</button>
        <button form="op.logoutForm">${w.no}</button>
      </div>`,
  })
}

export const signedOutPage = (lang: DemoLanguage): Promise<Response> => say(lang, 200, 'signedOut')

export const failurePage = (lang: DemoLanguage, status: number): Promise<Response> =>
  say(lang, status, 'failure')

function say(lang: DemoLanguage, status: number, what: 'signedOut' | 'failure'): Promise<Response> {
  const [title, text] = words[lang][what]
  return sentencePage({ status, lang, title, text })
}
