/** The routes of a communication plugin. */
import { act, verbs } from './channel.ts'
import {
  empty,
  events,
  health,
  json,
  jsonBody,
  jsonOrForm,
  page,
  redirect,
  type Operation,
  type Part,
} from './table.ts'
import { telephone } from './telephone.ts'

const resident = ['conversationToken', 'conversationCookie']

/** From the SDK: the new view. From the form of the conversation page: back to that page. */
const change = (id: string, summary: string, more: Operation['problems'] = []): Operation => ({
  id,
  summary,
  security: resident,
  answers: {
    200: json('ConversationView', 'How the conversation stands now'),
    303: redirect('The conversation page, for a browser without scripts'),
  },
  problems: ['unauthorized', 'forbidden', 'gone', ...more],
})

export const comm: Part = {
  title: 'ID Contact: communication plugin',
  description:
    'Keeps a place for a conversation, takes the result of the log-in, and gives the resident a way to be reached. docs/protocol.md says how.',
  paths: {
    capability: 'Random; whoever knows it may deliver the result of one conversation',
    ref: 'Random; names one conversation',
    sessionid: 'What the telephone platform calls a call',
    verb: 'What is done; each channel has its own',
  },
  securitySchemes: {
    conversationToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'What POST /conversation/{ref} gave this browser',
    },
    conversationCookie: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-id-contact-conversation',
      description: 'The same, for a browser without scripts',
    },
    platformKey: {
      type: 'apiKey',
      in: 'header',
      name: 'x-api-key',
      description: 'The key of the telephone platform',
    },
    twilioSignature: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Twilio-Signature',
      description: 'HMAC-SHA-1 with the token of the account over address and fields',
    },
    platformToken: { type: 'http', scheme: 'bearer', description: 'The same key' },
    agentToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'Of the OpenID provider where agents sign in',
    },
  },
  operations: {
    'POST /start_communication': {
      id: 'startCommunication',
      summary: 'Keep a place for a conversation; from a core',
      body: jsonBody('StartCommunication'),
      answers: { 200: json('StartCommunicationAnswer', 'Where the resident and the result go') },
      problems: [
        'malformed-request',
        'unknown-purpose',
        'unknown-method',
        'invalid-result',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'GET /expected_waits': {
      id: 'expectedWaits',
      summary: 'About how long people wait for each purpose; for a core',
      description:
        'Numbers alone, of those purposes of which enough is known. Good for ten seconds.',
      answers: { 200: json('ExpectedWaits', 'Seconds, by tag of a purpose') },
    },
    'POST /result/{capability}': {
      id: 'deliverResult',
      summary: 'Deliver the result of the log-in; from an authentication plugin',
      description: 'The first result counts. A later one is answered 200 and changes nothing.',
      body: {
        required: true,
        content: {
          'application/jwt': {
            schema: { type: 'string', description: 'A result token: a signed JWT in a JWE' },
          },
        },
      },
      answers: {
        200: {
          description: 'Taken',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
      },
      problems: ['invalid-result', 'not-found', 'unsupported-media-type', 'body-too-large'],
    },
    'DELETE /result/{capability}': {
      id: 'withdraw',
      summary: 'Say that nobody will come; from a core',
      query: { reason: { description: 'Why, for the words on screen' } },
      answers: { 204: empty('Done, whether or not there was something to withdraw') },
    },
    'GET /conversation/{ref}': {
      id: 'conversation',
      summary: 'The conversation, or its page',
      description:
        'With the bearer token: how it stands. With a handover in the address: that is redeemed, and the browser goes on to the address without it. Else the conversation page.',
      query: {
        handover: { description: 'Signed by the core, good once' },
        result: { description: 'The result token, when it travels through the browser' },
        error: {
          description: 'A log-in during the conversation came to nothing: cancelled, failed, …',
        },
        lang: { description: 'nl or en; else what the browser prefers' },
      },
      security: resident,
      answers: {
        200: {
          description: 'How it stands',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ConversationView' },
            },
            'text/html': { schema: { type: 'string' } },
          },
        },
        303: redirect('The same address without the handover'),
        400: page('The result is not valid'),
        401: page('This browser has no token of the conversation'),
        403: page('The handover is not valid, or the log-in did not succeed'),
        409: page('The result is not here yet'),
        410: page('It has ended, or the handover was used'),
      },
      problems: ['unauthorized', 'gone'],
    },
    'POST /conversation/{ref}': {
      id: 'redeem',
      summary: 'Redeem the handover of the core',
      description:
        'At the start, and when a resident is back from a log-in during the conversation: then the token of before opens nothing any more.',
      body: jsonBody('RedeemRequest'),
      answers: { 201: json('RedeemAnswer', 'The key to the conversation, and how it stands') },
      problems: [
        'malformed-request',
        'invalid-result',
        'invalid-handover',
        'authentication-failed',
        'result-missing',
        'already-used',
        'gone',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'DELETE /conversation/{ref}': {
      id: 'end',
      summary: 'End the conversation; everything about it is erased',
      security: resident,
      answers: { 204: empty('Ended') },
      problems: ['unauthorized', 'gone'],
    },
    'POST /conversation/{ref}/renew': change('renew', 'Ask for a new code', ['not-waiting']),
    'POST /conversation/{ref}/extend': change('extend', 'Ask for more time with the same code', [
      'not-waiting',
      'no-extensions-left',
    ]),
    'POST /conversation/{ref}/call_back': {
      id: 'callBack',
      summary: 'Leave a telephone number, to be called instead of waiting',
      description:
        'Where the configuration offers it. The place in the queue is kept, and a code is used up. The number is kept sealed, and erased with the conversation.',
      security: resident,
      body: jsonOrForm('CallBackRequest'),
      answers: {
        200: json('ConversationView', 'How the conversation stands now'),
        303: redirect('The conversation page, for a browser without scripts'),
      },
      problems: [
        'malformed-request',
        'number-not-accepted',
        'call-back-requested',
        'not-waiting',
        'too-busy',
        'unauthorized',
        'forbidden',
        'gone',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'POST /conversation/{ref}/authenticate': {
      id: 'authenticate',
      summary: 'Log in during the conversation, when the agent asks',
      description:
        'From the SDK, with return_url and challenge: the browser comes back there with a code for the core. From the form of the conversation page: it comes back to that page.',
      security: resident,
      body: jsonOrForm('AuthenticateRequest'),
      answers: {
        200: json('ClientUrlAnswer', 'Where the browser goes'),
        303: redirect('The same, for a browser without scripts'),
      },
      problems: [
        'malformed-request',
        'unknown-method',
        'method-not-for-purpose',
        'return-url-not-allowed',
        'unauthorized',
        'forbidden',
        'not-asked',
        'not-identifiable',
        'gone',
        'plugin-unreachable',
        'plugin-bad-answer',
        'plugin-timeout',
        'unsupported-media-type',
        'body-too-large',
      ],
    },
    'POST /conversation/{ref}/decline': {
      ...change('decline', 'Say that one would rather not log in, when the agent asks', [
        'not-asked',
      ]),
      query: {
        reason: {
          description:
            'One went to log in, and is back without: id_contact_error of the address. The attempt is over then, and nothing is refused',
        },
      },
    },
    'POST /conversation/{ref}/logout': change(
      'logOut',
      'Log out where one logged in; the conversation goes on',
    ),
    'GET /conversation/{ref}/events': {
      id: 'follow',
      summary: 'How the conversation stands, and what happens in it, as it happens',
      description:
        'Server-sent events: state (ConversationView, at every change; position while it waits), caught_up when everything is told that was said before, and those of the channel (a chat: message, receipt, typing). With Last-Event-ID nothing is missed and nothing comes twice. A comment every 15 s. It ends after state ended.',
      security: resident,
      headers: { 'Last-Event-ID': { description: 'The id of the last event that came in' } },
      answers: { 200: events('Events; the data of each is JSON', ['ConversationView']) },
      problems: ['unauthorized', 'gone', 'too-many-requests', 'origin-not-allowed'],
    },
    'POST /conversation/{ref}/channel/{verb}': {
      id: 'act',
      summary: 'Do something with the channel, once an agent has picked up',
      description: `${verbs} With the cookie, the request needs an Origin that is this server’s.`,
      security: resident,
      ...act,
      problems: [
        'malformed-request',
        'unauthorized',
        'forbidden',
        'origin-not-allowed',
        'not-found',
        'not-waiting',
        'gone',
        'unsupported-media-type',
        'files-not-accepted',
        'conversation-full',
        'message-too-long',
        'body-too-large',
        'too-many-requests',
      ],
    },
    'POST /conversation/{ref}/stop': change('stop', 'End the conversation from the page'),
    ...telephone,
    'GET /health': health,
  },
}
