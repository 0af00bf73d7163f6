/** A core and a communication plugin of the test, at the network: a service worker (msw) answers for them. */
import { http } from 'msw'
import { setupWorker } from 'msw/browser'

const worker = setupWorker()
// Before any test stops the clocks. Test files run side by side in pages of one origin, and msw reloads a page that finds the
// worker of another before that worker has taken charge of it: so one after the other, each when it is taken charge of.
await navigator.locks.request('service worker', async () => {
  const { serviceWorker } = navigator
  if ((await serviceWorker.getRegistration()) && !serviceWorker.controller)
    await new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', resolve, { once: true })
      setTimeout(resolve, 2000)
    })
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
})

export interface Asked {
  method: string
  path: string
  body: Record<string, unknown> | undefined
  headers: Headers
}

export const call = { tag: 'phone', name: 'Bellen', channel: 'phone' }
export const video = { tag: 'video', name: 'Beeldbellen', channel: 'video' }
export const digid = { tag: 'digid', name: 'DigiD', description: 'U heeft de DigiD app nodig.' }
export const yivi = { tag: 'yivi', name: 'Yivi' }

export const options = {
  auth_methods: [digid, yivi] as object[],
  comm_methods: [call] as object[],
  id_contact: {
    version: 1,
    organisation: 'gemeente Juinen',
    purpose_name: 'verhuizing doorgeven',
    attributes: [
      { tag: 'name', label: 'uw naam' },
      { tag: 'address', label: 'uw adres' },
    ],
    help: { phone: '14026', phone_display: '14 026', hours: 'tot 17.00 uur' },
  } as object | undefined,
}

type Route = (asked: Asked) => Response | Promise<Response>

/** Where the log-in would be. Of this page, so that going there leaves nothing behind but a fragment. */
export const loginUrl = (): string => `${location.href.split('#')[0]}#/go/ticket`

/** Without a log-in: where the page comes back to, with a code. */
function backWithCode({ return_url, state }: Record<string, unknown>): string {
  const url = new URL(String(return_url))
  url.searchParams.set('id_contact_code', 'c')
  url.searchParams.set('id_contact_state', String(state))
  return url.href
}

export class FixtureCore {
  /** Not encrypted: only then may a target be the address of the test page. */
  readonly url = 'http://core.example'
  readonly asked: Asked[] = []
  options = { ...options }
  /** Milliseconds that a code works. */
  left = 8 * 60_000
  view: Record<string, unknown> = { state: 'waiting' }
  code = '482917306'
  extensionsLeft = 3
  /** Replaces what is answered, by method and path: `'POST /start'`. */
  readonly routes: Record<string, Route> = {}
  #expiresAt = 0

  constructor() {
    worker.use(http.all(`${this.url}/*`, ({ request }) => this.#answer(request)))
  }

  restore(): void {
    worker.resetHandlers()
  }

  /** Which requests there were, as `'POST /start'`. */
  get log(): string[] {
    return this.asked.map(({ method, path }) => `${method} ${path}`)
  }

  count(line: string): number {
    return this.log.filter((known) => known === line).length
  }

  /** A network that is gone. */
  fail(line: string): void {
    this.routes[line] = () => Response.error()
  }

  async #answer(request: Request): Promise<Response> {
    const path = request.url.slice(this.url.length)
    const text = await request.text()
    const body = text ? (JSON.parse(text) as Record<string, unknown>) : undefined
    const asked = { method: request.method, path, body, headers: request.headers }
    this.asked.push(asked)
    const line = `${request.method} ${path}`
    const answer = await (this.routes[line] ?? this.#usual(line))?.(asked)
    return answer ?? new Response(null, { status: 404 })
  }

  #usual(line: string): Route | undefined {
    const routes: Record<string, Route> = {
      'GET /session_options/report_move': () => Response.json(this.options),
      'POST /start': ({ body }) =>
        Response.json({ client_url: body!.auth_method ? loginUrl() : backWithCode(body!) }),
      'POST /resume': () =>
        Response.json({ client_url: `${this.url}/conversation`, handover: 'handover' }),
      'POST /conversation': () =>
        Response.json({ token: 'token-of-conversation-1', conversation: this.#fresh() }),
      'GET /conversation': () => this.#current(),
      'POST /conversation/extend': () => {
        this.extensionsLeft--
        return Response.json(this.#fresh())
      },
      'POST /conversation/renew': () => Response.json(this.#fresh()),
      'POST /conversation/authenticate': () => {
        this.view.identification = { state: 'started' }
        return Response.json({ client_url: loginUrl() })
      },
      'POST /conversation/logout': () => {
        delete this.view.log_out
        return this.#current()
      },
      'DELETE /conversation': () => new Response(null, { status: 204 }),
    }
    const reason = /^POST \/conversation\/decline\?reason=(\w*)$/.exec(line)?.[1]
    return reason === undefined ? routes[line] : () => this.#declined(reason)
  }

  #declined(reason: string): Response {
    const state = reason === '' || reason === 'cancelled' ? 'cancelled' : 'failed'
    this.view.identification = { state }
    return this.#current()
  }

  #fresh(): object {
    this.#expiresAt = Date.now() + this.left
    return this.#conversation()
  }

  #current(): Response {
    if (this.view.state === 'gone') return Response.json({}, { status: 410 })
    return Response.json(this.#conversation())
  }

  #conversation(): object {
    return {
      channel: 'phone',
      purpose: 'report_move',
      identified: true,
      phone: {
        number: '14026',
        display: '14 026',
        code: this.code,
        tel_url: `tel:14026,,${this.code}#`,
        expires_at: new Date(this.#expiresAt || Date.now() + this.left).toISOString(),
        extensions_left: this.extensionsLeft,
      },
      ...this.view,
    }
  }
}
