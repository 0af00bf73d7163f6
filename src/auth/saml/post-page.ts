/** HTTP-POST: a form that goes to the provider, at once where scripts run and with a button where they do not. */
import { html } from 'hono/html'
import { onwards, page } from '../../web/index.ts'
import type { AttemptRequest, MethodRoute } from '../method-route.ts'
import { wordsOfKind } from '../words/index.ts'
import { words } from './words/index.ts'

interface Form {
  action: string
  fields: Record<string, string>
}

export const postPath = '/go'
const scriptPath = '/go.js'
const script = 'document.forms[0].requestSubmit()\n'

export const postRoutes = (
  name: string,
  formFor: (request: AttemptRequest) => Form,
): MethodRoute[] => [
  {
    method: 'GET',
    path: postPath,
    of: 'attempt',
    answer: (request) => goPage(name, request, formFor(request)),
  },
  {
    method: 'GET',
    path: scriptPath,
    answer: () =>
      new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } }),
  },
]

function goPage(
  name: string,
  { lang, routesUrl, organisation, texts }: AttemptRequest,
  { action, fields }: Form,
): Promise<Response> {
  const t = wordsOfKind('saml', words, texts, lang)
  const [title, text, button] = [t.title, t.text, t.button].map((one) =>
    one.replace('{name}', () => name),
  ) as [string, string, string]
  const hidden = Object.entries(fields).map(
    ([field, value]) => html`<input type="hidden" name="${field}" value="${value}" />`,
  )
  return page({
    lang,
    title,
    organisation,
    formAction: onwards(routesUrl),
    script: { src: `${routesUrl}${scriptPath}` },
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      <form method="post" action="${action}">
        ${hidden}<button class="primary">${button}</button>
      </form>`,
  })
}
