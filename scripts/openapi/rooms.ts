/** The routes of the part that serves a platform with rooms of its own. */
import { agent, agentSchemes } from './agents.ts'
import {
  empty,
  health,
  json,
  jsonOrForm,
  page,
  redirect,
  ref,
  type Answer,
  type Operation,
  type Part,
} from './table.ts'

const guest = ['invalid-ticket', 'return-url-not-allowed', 'unknown-purpose'] as const
const host = ['sign-in-required', 'forbidden', 'invalid-ticket', 'origin-not-allowed'] as const

/** The same refusals as a page, for a browser. */
const pages = (statuses: number[]): Record<number, Answer> =>
  Object.fromEntries(statuses.map((status) => [status, page('A page that says so')]))

const start: Operation = {
  id: 'startGuest',
  summary: 'Send a guest to log in',
  description:
    'From a page with a script: JSON, and JSON comes back. From the form of our own page: a redirect. As long as no result counts, another start takes the place of the one before.',
  body: jsonOrForm('GuestStart'),
  answers: {
    200: json('ClientUrlAnswer', 'Where the browser goes'),
    303: redirect('The same, for a form'),
    ...pages([400, 410, 502, 504]),
  },
  problems: [
    ...guest,
    'malformed-request',
    'unknown-method',
    'method-not-for-purpose',
    'already-used',
    'plugin-unreachable',
    'plugin-bad-answer',
    'plugin-timeout',
    'origin-not-allowed',
    'unsupported-media-type',
    'body-too-large',
  ],
}

export const rooms: Part = {
  title: 'ID Contact: rooms',
  description:
    'Authentication during a conversation, for a platform that brings its own rooms and says in signed tokens (HS256, claim `payload`) who is in them.',
  paths: {
    guestToken: 'What the platform says of a guest, signed: payload `Guest`',
    hostToken: 'What the platform says of a host, signed with another secret: payload `Host`',
    ref: 'Names one attempt, for the browser that makes it',
    id: 'Capability: known to the authentication plugin alone',
    parameters: 'What the choosing page is told, signed: `WidgetParameters`',
  },
  securitySchemes: agentSchemes('The pages of this part'),
  operations: {
    'GET /guest/init/{guestToken}': {
      id: 'initGuest',
      summary: 'Send a guest to the page where they choose a method',
      answers: {
        303: redirect('The choosing page, with the signed parameters'),
        ...pages([400, 414]),
      },
      problems: [...guest, 'uri-too-long', 'origin-not-allowed'],
    },
    'POST /guest/start/{guestToken}': start,
    'GET /guest/return/{ref}': {
      id: 'returnGuest',
      summary: 'Take a guest back from our core: their result counts from now on',
      query: {
        handover: { description: 'The core’s word for this browser' },
        error: { description: 'The log-in came to nothing' },
      },
      answers: { 303: redirect('The platform'), ...pages([403, 410]) },
      problems: ['gone', 'invalid-handover', 'other-device', 'origin-not-allowed'],
    },
    'DELETE /guest/{guestToken}': {
      id: 'endGuest',
      summary: 'Erase what is known of a guest',
      answers: { 204: empty('Erased, or there was nothing') },
      problems: [...guest, 'origin-not-allowed'],
    },
    'GET /widget/{parameters}': {
      id: 'choose',
      summary: 'The choosing page',
      query: { lang: { description: 'nl or en; else what the browser prefers' } },
      answers: {
        200: page('The methods, what is shared, and a form'),
        ...pages([400, 410, 502, 503, 504]),
      },
      problems: ['invalid-ticket', 'expired-ticket'],
    },
    'POST /internal/auth_result/{id}': {
      id: 'postResult',
      summary: 'Deliver the result of an authentication',
      description: 'A later result is answered 200 and changes nothing.',
      body: {
        required: true,
        content: {
          'application/jwt': {
            schema: { type: 'string', description: 'A result token: a signed JWT in a JWE' },
          },
        },
      },
      answers: {
        200: { description: 'Taken', content: { 'text/plain': { schema: { const: 'ok' } } } },
      },
      problems: ['invalid-result', 'not-found', 'unsupported-media-type', 'body-too-large'],
    },
    'DELETE /internal/auth_result/{id}': {
      id: 'withdrawResult',
      summary: 'Say that nobody will come',
      query: { reason: { description: 'Why' } },
      answers: { 204: empty('Noted; a result that counts stays') },
      problems: ['not-found'],
    },
    'GET /host/{hostToken}': {
      id: 'guests',
      summary: 'The guests of a room, oldest first',
      ...agent,
      answers: {
        200: {
          description: 'What they proved; a page when the browser asks for HTML',
          content: {
            'application/json': {
              schema: { type: 'array', items: ref('RoomGuest'), maxItems: 1000 },
            },
            'text/html': { schema: { type: 'string' } },
          },
        },
        ...pages([400, 401, 403]),
      },
      problems: [...host],
    },
    'GET /host/live/{hostToken}': {
      id: 'live',
      summary: 'Hear when something changes in a room',
      description:
        '`data:` `start`, then `update` at each change; `forbidden` without a log-in and `badrequest` without a good token, also when these are over.',
      ...agent,
      answers: {
        200: {
          description: 'Server-sent events',
          content: { 'text/event-stream': { schema: { type: 'string' } } },
        },
      },
      problems: ['origin-not-allowed'],
    },
    'DELETE /host/{hostToken}': {
      id: 'endRoom',
      summary: 'Erase what is known of every guest in a room',
      ...agent,
      answers: { 204: empty('Erased, or there was nothing') },
      problems: [...host],
    },
    'GET /': {
      id: 'page',
      summary: 'Whether a host is signed in here',
      query: { lang: { description: 'nl or en; else what the browser prefers' } },
      answers: { 200: page('Yes or no, and the way in or out') },
    },
    'GET /login': {
      id: 'login',
      summary: 'Sign in at the provider',
      answers: {
        303: redirect('The provider'),
        502: page('The provider cannot be reached'),
      },
    },
    'GET /callback': {
      id: 'callback',
      summary: 'Come back from the provider',
      query: {
        code: { description: 'Of the provider' },
        state: { description: 'Names the attempt of this browser' },
        error: { description: 'Of the provider' },
        iss: { description: 'Of the provider (RFC 9207)' },
      },
      answers: { 303: redirect('The page'), 403: page('It did not work') },
    },
    'POST /logout': {
      id: 'logout',
      summary: 'Sign out, from the page',
      answers: { 303: redirect('The page') },
      problems: ['forbidden'],
    },
    'GET /jwks.json': {
      id: 'keys',
      summary: 'The keys that sign requests to the core and what the choosing page is told',
      answers: { 200: json('Jwks', 'A JWK Set (RFC 7517)') },
    },
    'GET /health': health,
  },
}
