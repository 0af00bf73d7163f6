/** What `<id-contact-button>` is answered in the gallery, and what it remembers. */
import type { ConversationView } from '../../../src/protocol/messages-conversation.ts'
import type { WireSessionOptions } from '../../../src/protocol/session-options.ts'
import type { Answer, GalleryState } from './state.ts'

export const minute = 60_000
export const purpose = 'report_move'

export const oidc = {
  tag: 'digid',
  name: 'DigiD',
  image_path: '/login.svg',
  description: { nl: 'U heeft de DigiD app nodig.', en: 'You need the DigiD app.' },
  duration: 120,
}
export const yivi = {
  tag: 'yivi',
  name: 'Yivi',
  image_path: '/missing.svg',
  description: { nl: 'U heeft de Yivi app nodig.', en: 'You need the Yivi app.' },
}
export const call = {
  tag: 'phone',
  name: 'Bellen',
  names: { nl: 'Bellen', en: 'Call' },
  channel: 'phone' as const,
}
export const video = {
  tag: 'video',
  name: 'Beeldbellen',
  names: { nl: 'Beeldbellen', en: 'Video call' },
  channel: 'video' as const,
}

const timeZone = 'Europe/Amsterdam'
const hours = (open: boolean, changes_at: string) => ({ open, changes_at, time_zone: timeZone })
/** Until tonight, whenever the gallery is looked at; and from a Monday on. */
export const openNow = {
  ...call,
  hours: hours(true, new Date(Date.now() + 60 * minute).toISOString()),
  expected_wait: 240,
  duration: 600,
}
export const closedNow = { ...video, hours: hours(false, '2031-01-06T07:30:00.000Z') }

export const calledBack = {
  tag: 'video.call_back',
  name: 'Bel mij terug',
  names: { nl: 'Bel mij terug', en: 'Call me back' },
  description: {
    nl: 'Laat een nummer achter. We bellen u als we weer open zijn.',
    en: 'Leave a number. We call you when we are open again.',
  },
  call_back: 'video',
}

export const about: NonNullable<WireSessionOptions['id_contact']> = {
  version: 1,
  organisation: { nl: 'gemeente Juinen', en: 'the municipality of Juinen' },
  purpose_name: { nl: 'verhuizing doorgeven', en: 'reporting a move' },
  attributes: [
    { tag: 'name', label: { nl: 'uw naam', en: 'your name' } },
    { tag: 'date_of_birth', label: { nl: 'uw geboortedatum', en: 'your date of birth' } },
    { tag: 'address', label: { nl: 'uw adres', en: 'your address' } },
  ],
  recommends: true,
  help: {
    phone: '14026',
    phone_display: '14 026',
    hours: {
      nl: 'maandag tot en met vrijdag van 8.30 tot 17.00 uur',
      en: 'Monday to Friday from 8:30 to 17:00',
    },
  },
}

export const options: WireSessionOptions = {
  auth_methods: [oidc, yivi],
  comm_methods: [call],
  id_contact: about,
}

export const conversation = (
  view: Partial<ConversationView> = {},
  left = 8 * minute,
  extensions = 3,
) => ({
  state: 'waiting',
  channel: 'phone',
  purpose,
  identified: true,
  phone: {
    number: '14026',
    display: '14 026',
    code: '482917306',
    tel_url: 'tel:14026,,482917306#',
    expires_at: new Date(Date.now() + left).toISOString(),
    extensions_left: extensions,
  },
  ...view,
})

const gone = () => Response.json({ type: 'urn:id-contact:problem:gone' }, { status: 410 })
/** A server that does not answer while somebody looks. */
export const silence = () => new Promise<Response>(() => {})
const login = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#555"/><path d="M10 15v-3a6 6 0 0 1 12 0v3h2v10H8V15zm3 0h6v-3a3 3 0 0 0-6 0z" fill="#fff"/></svg>`

interface Fixture {
  options?: WireSessionOptions | (() => Response | Promise<Response>)
  start?: () => Response | Promise<Response>
  /** How the conversation stands, each time that somebody asks. */
  view?: () => object | undefined
  resume?: () => Response | Promise<Response>
}

/** A core and a communication plugin at one address. */
export const core =
  (fixture: Fixture = {}): Answer =>
  (request, path, base) => {
    const view = () => fixture.view?.() ?? conversation()
    if (path.startsWith('/session_options/')) {
      const offer = fixture.options ?? options
      return typeof offer === 'function' ? offer() : Response.json(offer)
    }
    if (path === '/login.svg')
      return new Response(login, { headers: { 'content-type': 'image/svg+xml' } })
    if (path === '/start') return fixture.start?.() ?? silence()
    if (path === '/resume')
      return (
        fixture.resume?.() ??
        Response.json({
          client_url: `${base}/conversation`,
          purpose,
          comm_method: 'phone',
          handover: 'handover',
        })
      )
    if (path === '/conversation' && request.method === 'POST')
      return Response.json({ token: 'x'.repeat(22), conversation: view() })
    if (path.startsWith('/conversation')) {
      const now = view() as { state: string }
      return request.method === 'DELETE' || now.state === 'ended' ? gone() : Response.json(now)
    }
    return new Response(null, { status: 404 })
  }

const attempt = { purpose, authMethod: 'digid', commMethod: 'phone', verifier: 'v'.repeat(43) }

/** The browser is back from the log-in, with what it remembers from before. */
export const back = (answer: string): Pick<GalleryState, 'storage' | 'query'> => ({
  query: `${answer}&id_contact_state=s`,
  storage: (base) => ({
    'id-contact.attempts': { s: { core: base, ...attempt } },
    'id-contact.steps': {
      [purpose]: {
        core: base,
        purpose,
        step: 'method',
        choice: { authMethod: 'digid', commMethod: 'phone' },
        methodName: 'DigiD',
      },
    },
  }),
})
