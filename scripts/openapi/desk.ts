/** The routes of the desk. */
import { agent, agentSchemes } from './agents.ts'
import { act, verbs } from './channel.ts'
import {
  empty,
  events,
  health,
  json,
  jsonBody,
  page,
  redirect,
  type Operation,
  type Part,
} from './table.ts'

const refused = ['sign-in-required', 'forbidden', 'origin-not-allowed'] as const
const posted = [...refused, 'unsupported-media-type'] as const

const channelProblems = [
  'malformed-request',
  'body-too-large',
  'too-many-requests',
  'conversation-full',
  'message-too-long',
] as const

const pickUp = (id: string, summary: string, more: Operation['problems'] = []): Operation => ({
  id,
  summary,
  ...agent,
  body: { content: { 'application/json': { schema: { type: 'object' } } } },
  answers: {
    200: json('Conversation', 'The conversation, with what the resident has proved'),
  },
  problems: [...posted, ...more],
})

export const desk: Part = {
  title: 'ID Contact: desk',
  description:
    'The agents’ side: who waits, picking up, hanging up. A tool that embeds the panel sends the bearer token of its own provider; the desk’s own page has a cookie, and its requests need an Origin that is the desk’s.',
  paths: {
    id: 'Names one conversation, for agents',
    verb: 'What is done; each channel has its own',
  },
  securitySchemes: agentSchemes('The desk’s own page'),
  operations: {
    'GET /': {
      id: 'page',
      summary: 'The desk as a page of its own',
      query: { lang: { description: 'nl or en; else what the browser prefers' } },
      answers: { 200: page('The panel') },
      problems: ['origin-not-allowed'],
    },
    'GET /frame': {
      id: 'frame',
      summary: 'The panel, for a frame in a page of an agent tool',
      query: {
        parent: { description: 'The origin of that page, as the configuration has it' },
        lang: { description: 'nl or en; else what the browser prefers' },
      },
      answers: { 200: page('The panel'), 403: page('Not for that page') },
      problems: ['origin-not-allowed'],
    },
    'GET /login': {
      id: 'login',
      summary: 'Sign in at the provider',
      answers: {
        303: redirect('The provider'),
        502: page('The provider cannot be reached'),
      },
      problems: ['origin-not-allowed'],
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
      answers: {
        303: redirect('The desk'),
        403: page('It did not succeed, or this is no agent'),
      },
      problems: ['origin-not-allowed'],
    },
    'GET /me': {
      id: 'me',
      summary: 'Who is signed in',
      ...agent,
      answers: { 200: json('Me', 'The name of the agent, and what they say of themselves') },
      problems: [...refused],
    },
    'GET /keys': {
      id: 'keys',
      summary: 'Whose results count here, with their public keys',
      description:
        'An agent’s side checks the `proof` of a conversation with them: the signature, `iss`, `binding`, and that the attributes are those that were signed.',
      ...agent,
      answers: { 200: json('DeskKeys', 'The authentication plugins') },
      problems: [...refused],
    },
    'GET /supervision': {
      id: 'supervision',
      summary: 'How the desk stands, in numbers, for supervisors',
      ...agent,
      answers: {
        200: json('Supervision', 'How many wait, for how long, and how many agents there are'),
      },
      problems: [...refused],
    },
    'POST /presence': {
      id: 'setPresence',
      summary: 'Say that one is there for residents, or away for a moment',
      ...agent,
      body: jsonBody('PresenceRequest'),
      answers: { 204: empty('Noted') },
      problems: [...posted, 'malformed-request', 'body-too-large'],
    },
    'GET /events': {
      id: 'events',
      summary: 'The queue, as it changes',
      description:
        'Server-sent events: snapshot (Snapshot), waiting (QueueRow), left (Left), conversation (ConversationChange), presence (PresenceRequest). Every connection begins with a snapshot. No attribute of anybody is in them.',
      ...agent,
      headers: { 'Last-Event-ID': { description: 'Sent by clients; not needed' } },
      answers: {
        200: events('Events; the data of each is JSON', [
          'Snapshot',
          'QueueRow',
          'Left',
          'ConversationChange',
          'PresenceRequest',
        ]),
      },
      problems: [...refused],
    },
    'GET /conversations': {
      id: 'mine',
      summary: 'The conversations of this agent',
      ...agent,
      answers: { 200: json('Conversations', 'All of them') },
      problems: [...refused],
    },
    'GET /conversations/{id}': {
      id: 'look',
      summary: 'One conversation of this agent',
      ...agent,
      answers: { 200: json('Conversation', 'The conversation') },
      problems: [...refused, 'gone'],
    },
    'POST /conversations/next': (() => {
      const operation = pickUp(
        'next',
        'Pick up whoever waits longest, of what one has the skills for',
        ['malformed-request', 'body-too-large'],
      )
      return {
        ...operation,
        body: jsonBody('NextRequest'),
        answers: { ...operation.answers, 204: empty('Nobody waits') },
      }
    })(),
    'POST /conversations/code': {
      ...pickUp('acceptCode', 'Pick up whoever has this code', [
        'malformed-request',
        'unknown-code',
        'too-many-codes',
        'body-too-large',
      ]),
      body: jsonBody('CodeRequest'),
    },
    'POST /conversations/call': (() => {
      const operation = pickUp('openCall', 'See who is in a call that this agent has answered', [
        'malformed-request',
        'taken',
        'body-too-large',
      ])
      const unknown = empty('Nobody keyed in a good code in this call, or it is over')
      const answers = { ...operation.answers, 204: unknown }
      return { ...operation, answers, body: jsonBody('CallRequest') }
    })(),
    'POST /conversations/{id}/accept': pickUp('accept', 'Pick up this conversation', [
      'taken',
      'gone',
    ]),
    'POST /conversations/{id}/authenticate': pickUp(
      'requestIdentification',
      'Ask the resident who they are; while they are at it, it is no other question',
      ['gone', 'not-identifiable'],
    ),
    'GET /conversations/{id}/events': {
      id: 'follow',
      summary: 'What happens in one conversation of this agent, as it happens',
      description:
        'Server-sent events: state (how it stands), and those of the channel. With Last-Event-ID nothing is missed and nothing comes twice.',
      ...agent,
      headers: { 'Last-Event-ID': { description: 'The id of the last event that came in' } },
      answers: { 200: events('Events; the data of each is JSON', ['AgentStanding']) },
      problems: [...refused, 'gone', 'too-many-requests'],
    },
    'POST /conversations/{id}/channel/{verb}': {
      id: 'act',
      summary: 'Do something with the channel of a conversation of this agent',
      description: verbs,
      ...agent,
      ...act,
      problems: [...posted, 'gone', 'not-found', ...channelProblems],
    },
    'POST /conversations/{id}/transfer': {
      id: 'transfer',
      summary:
        'Pass it on to another purpose: it waits there at its old place, with what that purpose asks of what is known',
      ...agent,
      body: jsonBody('TransferRequest'),
      answers: { 204: empty('It waits for another agent') },
      problems: [...posted, 'gone', 'unknown-purpose', 'malformed-request', 'body-too-large'],
    },
    'POST /conversations/{id}/end': {
      id: 'end',
      summary: 'Hang up: everything about the conversation is erased at once',
      ...agent,
      body: { content: { 'application/json': { schema: { type: 'object' } } } },
      answers: { 204: empty('Ended, also when it had ended before') },
      problems: [...posted],
    },
    'POST /logout': {
      id: 'logout',
      summary: 'Sign out at the desk',
      ...agent,
      body: { content: { 'application/json': { schema: { type: 'object' } } } },
      answers: { 204: empty('Signed out') },
      problems: [...posted],
    },
    'GET /health': health,
  },
}
