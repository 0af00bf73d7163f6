/** The routes of a communication plugin for telephone platforms: those of one platform are there, whichever is configured. */
import { empty, form, json, jsonBody, jsonOrForm, ref, type Operation } from './table.ts'

const withKey = ['platformKey', 'platformToken']
const unread = ['malformed-request', 'unsupported-media-type', 'body-too-large'] as const

const fromTwilio = (id: string, summary: string, answers: Operation['answers']): Operation => ({
  id,
  summary,
  description: 'Only beneath Twilio. Signed: X-Twilio-Signature.',
  security: ['twilioSignature'],
  body: { required: true, content: { [form]: { schema: ref('TwilioRequest') } } },
  answers,
  problems: ['forbidden', ...unread],
})

const twiml = {
  200: {
    description: 'What Twilio does with the call, in TwiML',
    content: { 'text/xml': { schema: { type: 'string' } } },
  },
}

export const telephone: Record<string, Operation> = {
  'POST /link_phone': {
    id: 'linkPhone',
    summary: 'Say which code was keyed in, in which call; from a telephone platform',
    description:
      'Only beneath a platform that speaks as the published plugin. The code is used up. 404 is always the same: wrong, late, used, or not looked at because there were too many wrong ones; let the caller go on.',
    security: withKey,
    body: {
      required: true,
      content: {
        'application/json': { schema: { anyOf: [ref('LinkPhone'), ref('ContactEvent')] } },
      },
    },
    answers: {
      200: {
        description: 'A conversation belongs to this call',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
    problems: ['api-key-required', 'unknown-code', ...unread],
  },
  'GET /session_info/{sessionid}': {
    id: 'sessionInfo',
    summary: 'Take a call, and ask who it is; from the page of an agent',
    description:
      'Only beneath a platform that speaks as the published plugin. The conversation is this agent’s from then on. 404: nobody keyed in a good code in this call, or it is over.',
    security: ['agentToken'],
    answers: { 200: json('SessionInfo', 'Who calls') },
    problems: ['sign-in-required', 'forbidden', 'origin-not-allowed', 'not-found', 'taken'],
  },
  'DELETE /session_info/{sessionid}': {
    id: 'endCall',
    summary: 'Say that a call is over; everything about the caller is erased',
    description:
      'Only beneath a platform that speaks as the published plugin. An agent ends a call of their own.',
    security: ['agentToken', ...withKey],
    answers: { 204: empty('Done, whether or not there was something to end') },
    problems: ['sign-in-required', 'forbidden', 'origin-not-allowed'],
  },
  'POST /amazon-connect/code': {
    id: 'amazonConnectCode',
    summary: 'Say what was keyed in, in which contact; from the Lambda function of a flow',
    description:
      'Only beneath Amazon Connect. The answer is a flat map of texts for $.External; nobody is refused.',
    security: withKey,
    body: jsonBody('ContactFlowEvent'),
    answers: {
      200: {
        description: 'What becomes of the call',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['id_contact_result', 'id_contact_tries', 'id_contact_call'],
              properties: {
                id_contact_result: { enum: ['linked', 'again', 'unidentified'] },
                id_contact_tries: {
                  type: 'string',
                  description: 'Keep it as an attribute of the contact',
                },
                id_contact_call: { type: 'string', description: 'For the page of the agent' },
                id_contact_before: { type: 'string', description: 'How many wait before' },
                id_contact_minutes: { type: 'string', description: 'About how long that takes' },
                id_contact_say_nl: { type: 'string' },
                id_contact_say_en: { type: 'string' },
              },
              additionalProperties: { type: 'string' },
            },
          },
        },
      },
    },
    problems: ['api-key-required', ...unread],
  },
  'POST /amazon-connect/event': {
    id: 'amazonConnectEvent',
    summary: 'Say what became of a contact; from EventBridge',
    description:
      'Only beneath Amazon Connect. DISCONNECTED and COMPLETED erase everything about the caller; other events change nothing.',
    security: withKey,
    body: jsonBody('ContactStateEvent'),
    answers: { 204: empty('Done, whether or not there was something to end') },
    problems: ['api-key-required', ...unread],
  },
  'POST /twilio/voice': fromTwilio('twilioVoice', 'Ask a caller for the code', twiml),
  'POST /twilio/code': {
    ...fromTwilio(
      'twilioCode',
      'Say what was keyed in: the caller is asked again, or goes on, identified or not',
      twiml,
    ),
    query: { try: { description: 'Which try it is: 1, 2 or 3' } },
  },
  'POST /twilio/status': fromTwilio(
    'twilioStatus',
    'Say what became of a call; once it is over, everything about the caller is erased',
    { 204: empty('Done, whether or not there was something to end') },
  ),
  'POST /sip/code': {
    id: 'sipCode',
    summary: 'Exchange what was keyed in for a call secret; from a SIP platform',
    description:
      'Only beneath a SIP platform. The secret goes into the header X-Id-Contact-Call of the INVITE to the agent; nobody is refused.',
    security: withKey,
    body: jsonOrForm('SipCode'),
    answers: { 200: json('SipAnswer', 'What becomes of the call') },
    problems: ['api-key-required', ...unread],
  },
  'POST /sip/hangup': {
    id: 'sipHangup',
    summary: 'Say that a call is over; everything about the caller is erased',
    description: 'Only beneath a SIP platform.',
    security: withKey,
    body: jsonOrForm('SipHangup'),
    answers: { 204: empty('Done, whether or not there was something to end') },
    problems: ['api-key-required', ...unread],
  },
}
