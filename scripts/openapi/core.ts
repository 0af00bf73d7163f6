/** The routes of the core. */
import { health, json, jsonBody, page, redirect, ref, type Part } from './table.ts'

const browserOnly =
  'For the browser of the resident, by navigation. What is not right is said on a page.'

const unchanged = {
  description: 'The ETag that the browser has still holds (If-None-Match, RFC 9110)',
}

export const core: Part = {
  title: 'ID Contact: core',
  description:
    'The orchestrator between the page with the button, the authentication plugins and the communication plugins. docs/protocol.md says how a conversation goes.',
  paths: {
    purpose: 'Tag of a purpose',
    ticket: 'State that the core sealed; good once, for one browser',
    state: 'State that the core sealed when it started the authentication plugin',
  },
  operations: {
    'GET /session_options': {
      id: 'allSessionOptions',
      summary: 'What residents can choose from, for every purpose',
      answers: {
        200: json('AllSessionOptions', 'The options, by the tag of the purpose'),
        304: unchanged,
      },
      problems: ['origin-not-allowed'],
    },
    'GET /session_options/{purpose}': {
      id: 'sessionOptions',
      summary: 'What a resident can choose from for one purpose',
      answers: {
        200: json('SessionOptions', 'The methods, in the order of the configuration'),
        304: unchanged,
      },
      problems: ['unknown-purpose', 'origin-not-allowed'],
    },
    'POST /start': {
      id: 'start',
      summary: 'Start a conversation, or an authentication during one',
      description:
        'The members of the body decide the flow; its content type decides the encoding. A form is for pages without scripts. A signed request comes from a platform that asks for authentication during a conversation of its own: header kid names its registered key.',
      headers: {
        Accept: {
          description: 'application/json for an answer in JSON; otherwise a redirect',
          schema: { type: 'string' },
        },
      },
      body: {
        required: true,
        content: {
          'application/json': { schema: ref('StartRequest') },
          'application/x-www-form-urlencoded': { schema: ref('StartRequest') },
          'application/jwt': {
            schema: {
              type: 'string',
              contentMediaType: 'application/jwt',
              contentSchema: ref('AuthOnlyClaims'),
            },
          },
        },
      },
      answers: {
        200: {
          description:
            'Where the browser goes. Without auth_method and auth_result, and with a way back, that is return_url with id_contact_code and id_contact_state. For a browser that would be sent to tel:, a page',
          content: {
            'application/json': { schema: ref('ClientUrlAnswer') },
            'text/html': { schema: { type: 'string' } },
          },
        },
        303: redirect('Where the browser goes, for whoever did not ask for JSON'),
        400: page('The same refusal, for a browser'),
      },
      problems: [
        'malformed-request',
        'unknown-purpose',
        'unknown-method',
        'method-not-for-purpose',
        'closed',
        'return-url-not-allowed',
        'continuation-not-allowed',
        'attr-url-not-allowed',
        'invalid-result',
        'origin-not-allowed',
        'unsupported-media-type',
        'body-too-large',
        'plugin-unreachable',
        'plugin-bad-answer',
        'plugin-timeout',
      ],
    },
    'POST /resume': {
      id: 'resume',
      summary: 'Exchange the one-time code and the verifier for the conversation (RFC 7636)',
      body: jsonBody('ResumeRequest'),
      answers: { 200: json('ResumeAnswer', 'Where the conversation goes on') },
      problems: [
        'malformed-request',
        'invalid-code',
        'expired-code',
        'origin-not-allowed',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'GET /go/{ticket}': {
      id: 'go',
      summary: 'Bind this browser to the attempt, and send it to the log-in',
      description: browserOnly,
      answers: {
        303: redirect('The authentication plugin'),
        400: page('The link is not valid'),
        410: page('The link is too old'),
      },
    },
    'GET /return/{ticket}': {
      id: 'return',
      summary: 'Come back from the log-in',
      description: browserOnly,
      query: {
        result: { description: 'The result token, when it travels through the browser' },
        receipt: { description: 'Shows that this browser is the one that logged in' },
        error: { description: 'Why there is no good result; it decides the words on screen alone' },
      },
      answers: {
        200: page('A number to call, or why it did not succeed'),
        303: redirect('The page with the button, or the communication plugin'),
        400: page('The link is not valid'),
        403: page('This browser did not start the attempt'),
        410: page('The link is too old, or was used'),
      },
    },
    'GET /auth_attr_shim/{state}': {
      id: 'shim',
      summary: 'Hand on the result of a plugin that returns results through the browser only',
      description: browserOnly,
      query: { result: { description: 'The result token' } },
      answers: {
        303: redirect('On to the conversation, once the result was taken'),
        400: page('The link is not valid'),
        410: page('The link is too old'),
        502: page('The result could not be handed on'),
      },
    },
    'GET /choose': {
      id: 'choose',
      summary: 'The questions of the button as a page, for browsers without scripts',
      query: {
        purpose: { description: 'Tag of a purpose' },
        lang: { description: 'nl or en; else what the browser prefers' },
      },
      answers: { 200: page('A form'), 400: page('The purpose is not known') },
    },
    'POST /choose': {
      id: 'chooseByForm',
      summary: 'The same, from the form inside the button',
      body: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: { type: 'object', properties: { purpose: ref('Tag') } },
          },
          'application/json': {
            schema: { type: 'object', properties: { purpose: ref('Tag') } },
          },
        },
      },
      answers: { 200: page('A form'), 400: page('The purpose is not known') },
      problems: ['malformed-request', 'unsupported-media-type', 'body-too-large'],
    },
    'GET /jwks.json': {
      id: 'keys',
      summary: 'The public keys that verify handovers (RFC 7517)',
      answers: { 200: json('Jwks', 'A JWK Set') },
    },
    'GET /health': health,
  },
}
