/** The routes of an authentication plugin. */
import { empty, health, json, jsonBody, page, redirect, ref, type Part } from './table.ts'

export const auth: Part = {
  title: 'ID Contact: authentication plugin',
  description:
    'Lets a resident log in, and delivers the result as an encrypted token. docs/protocol.md says what is in it.',
  paths: { ticket: 'State that the plugin sealed: of the start, or of the log-in that it keeps' },
  operations: {
    'POST /start_authentication': {
      id: 'startAuthentication',
      summary: 'Ask for a log-in; from a core',
      body: jsonBody('StartAuthentication'),
      answers: { 200: json('ClientUrlAnswer', 'Where the resident logs in') },
      problems: [
        'malformed-request',
        'unknown-attribute',
        'continuation-not-allowed',
        'attr-url-not-allowed',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'GET /begin/{ticket}': {
      id: 'begin',
      summary: 'Begin the log-in in the browser of the resident',
      answers: {
        303: redirect('The identity provider; or the continuation when that cannot be reached'),
        400: page('The link is not valid'),
        410: page('The link is too old'),
        500: page('It does not work right now'),
      },
    },
    'GET /callback': {
      id: 'callback',
      summary: 'Come back from the identity provider; the result is delivered now',
      query: {
        state: { description: 'Names the attempt of this browser' },
        code: { description: 'Of the identity provider' },
        error: { description: 'Of the identity provider' },
        iss: { description: 'Of the identity provider (RFC 9207)' },
      },
      answers: {
        303: redirect('The continuation'),
        403: page('This browser did not begin the log-in'),
        410: page('The log-in took too long'),
        500: page('It does not work right now'),
      },
    },
    'POST /session/{ticket}': {
      id: 'updateSession',
      summary: 'Hear that the resident is active, or that the conversation is over',
      description:
        'The address is session_url of a result; from a communication plugin. The answer is the same whatever happens.',
      query: {
        type: {
          description: 'What happened',
          required: true,
          schema: ref('SessionUpdateType'),
        },
      },
      answers: { 200: empty('Heard') },
    },
    'GET /health': health,
  },
}
