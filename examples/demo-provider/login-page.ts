/** The page on which one chooses who to be. Plain HTML: it works with a keyboard, without scripts, at 320 pixels. */
import { html } from 'hono/html'
import { page } from '../../src/web/index.ts'
import type { DemoLanguage } from './language.ts'
import type { Kind, Person } from './people.ts'

export const levels = ['low', 'substantial', 'high'] as const
export type Level = (typeof levels)[number]

const words = {
  nl: {
    resident: 'Inloggen bij Juinen',
    employee: 'Inloggen als medewerker',
    intro: 'Dit is een voorbeeld. Deze personen bestaan niet.',
    who: 'Wie bent u?',
    level: 'Hoe zeker logt u in?',
    levels: { low: 'Laag', substantial: 'Substantieel', high: 'Hoog' },
    submit: 'Inloggen',
    cancel: 'Annuleren',
    wrong: 'Fout: ',
    problem: 'Er is een probleem',
    choose: 'Kies wie u bent.',
  },
  en: {
    resident: 'Juinen login',
    employee: 'Log in as an employee',
    intro: 'This is an example. These people do not exist.',
    who: 'Who are you?',
    level: 'How strong is your login?',
    levels: { low: 'Low', substantial: 'Substantial', high: 'High' },
    submit: 'Log in',
    cancel: 'Cancel',
    wrong: 'Error: ',
    problem: 'There is a problem',
    choose: 'Choose who you are.',
  },
} as const

export interface LoginPage {
  lang: DemoLanguage
  /** Where the form goes. */
  action: string
  people: readonly Person[]
  kind: Kind
  /** The form came back without a person. */
  isEmpty?: boolean
  /** Chosen before. */
  level?: Level
}

export function loginPage(options: LoginPage): Promise<Response> {
  const { lang, action, people, kind, isEmpty } = options
  const w = words[lang]
  const heading = kind === 'residents' ? w.resident : w.employee
  const summary = html`<div class="error" role="alert">
    <h2>${w.problem}</h2>
    <p><a href="#${people[0]!.id}">${w.choose}</a></p>
  </div>`
  return page({
    status: isEmpty ? 422 : 200,
    lang,
    title: (isEmpty ? w.wrong : '') + heading,
    // Browsers hold every redirect after a form against this as well, and those lead to the client and to wherever it sends on.
    formAction: "'self' http: https:",
    body: html`${isEmpty ? summary : ''}
      <h1>${heading}</h1>
      <p>${w.intro}</p>
      <form method="post" action="${action}">
        <fieldset>
          <legend>${w.who}</legend>
          ${isEmpty ? html`<p class="error" id="error">${w.choose}</p>` : ''}
          ${people.map((person) => choice(person, lang, isEmpty))}
        </fieldset>
        ${kind === 'residents' ? levelChoice(lang, options.level ?? 'substantial') : ''}
        <div class="actions">
          <button class="primary" name="do" value="login">${w.submit}</button>
          <button name="do" value="cancel">${w.cancel}</button>
        </div>
      </form>`,
  })
}

const choice = ({ id, note, claims }: Person, lang: DemoLanguage, isInvalid = false) =>
  html`<label class="option"
    ><input
      type="radio"
      name="person"
      id="${id}"
      value="${id}"
      ${isInvalid ? html`aria-describedby="error"` : ''}
    /><span>${claims.name}<small>${note[lang]}</small></span></label
  >`

const levelChoice = (lang: DemoLanguage, chosen: Level) =>
  html`<fieldset>
    <legend>${words[lang].level}</legend>
    ${levels.map(
      (level) =>
        html`<label class="option"
          ><input
            type="radio"
            name="level"
            value="${level}"
            ${level === chosen ? 'checked' : ''}
          /><span>${words[lang].levels[level]}</span></label
        >`,
    )}
  </fieldset>`
