/** The page where somebody in a training chooses who to be. It says on top that nothing is proven. */
import { html } from 'hono/html'
import { onwards, page } from '../../web/index.ts'
import type { AttemptRequest } from '../method-route.ts'
import type { People } from './people.ts'
import { wordsOfKind } from '../words/index.ts'
import { words } from './words/index.ts'

export function choosePage(people: People, request: AttemptRequest): Promise<Response> {
  const { lang, callbackUrl, attempt, organisation, texts } = request
  const say = wordsOfKind('demo', words, texts, lang)
  const options = Object.entries(people).map(
    ([tag, person]) =>
      html`<label class="option">
        <input type="radio" name="person" value="${tag}" required /><span
          >${person.name ?? tag}</span
        >
      </label>`,
  )
  return page({
    lang,
    title: say.title,
    organisation,
    formAction: onwards(callbackUrl),
    body: html`<h1>${say.title}</h1>
      <p class="box"><strong>${say.warning}</strong></p>
      <form action="${callbackUrl}">
        <input type="hidden" name="state" value="${attempt.state}" />
        <fieldset>
          <legend>${say.legend}</legend>
          ${options}
        </fieldset>
        <p class="actions">
          <button class="primary">${say.go}</button>
          <button name="stop" value="yes" formnovalidate>${say.stop}</button>
        </p>
      </form>`,
  })
}
