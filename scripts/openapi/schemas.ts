/** JSON Schemas of every message, made from the schemas that check them (`src/protocol/messages*.ts`). */
import { toJsonSchemaDefs, type JsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import * as parts from '../../src/protocol/message-parts.ts'
import * as chat from '../../src/protocol/messages-chat.ts'
import * as conversation from '../../src/protocol/messages-conversation.ts'
import * as core from '../../src/protocol/messages-core.ts'
import * as desk from '../../src/protocol/messages-desk.ts'
import * as platform from '../../src/protocol/messages-platform.ts'
import * as plugins from '../../src/protocol/messages-plugins.ts'
import * as telephone from '../../src/protocol/messages-telephone.ts'
import * as video from '../../src/protocol/messages-video.ts'
import { ref } from './table.ts'

/** Every schema that has a name of its own; where one stands in another, it is referred to. */
const named: Record<string, GenericSchema> = {
  Tag: parts.tag,
  Url: parts.url,
  ClientUrl: parts.clientUrl,
  Token: parts.token,
  Random: parts.random,
  Time: parts.time,
  LocalText: parts.localTextSchema,
  Channel: parts.channel,
  StartRequest: core.startRequest,
  ClientUrlAnswer: core.clientUrlAnswer,
  ResumeRequest: core.resumeRequest,
  ResumeAnswer: core.resumeAnswer,
  AuthOnlyRequest: core.authOnlyRequest,
  StartAuthentication: plugins.startAuthentication,
  StartCommunication: plugins.startCommunication,
  StartCommunicationAnswer: plugins.startCommunicationAnswer,
  ExpectedWaits: plugins.expectedWaits,
  SessionUpdateType: plugins.sessionUpdate.entries.type,
  AuthenticateRequest: conversation.authenticateRequest,
  RedeemRequest: conversation.redeemRequest,
  CallBackRequest: conversation.callBackRequest,
  ConversationView: conversation.conversationView,
  RedeemAnswer: conversation.redeemAnswer,
  ChatSend: chat.chatSend,
  ChatReceipt: chat.chatReceipt,
  VideoSignal: video.videoSignal,
  VideoPlace: video.videoPlace,
  QueueRow: desk.queueRow,
  Snapshot: desk.snapshot,
  Left: desk.left,
  ConversationChange: desk.conversationChange,
  Conversation: desk.conversation,
  Conversations: desk.conversations,
  CodeRequest: desk.codeRequest,
  NextRequest: desk.nextRequest,
  Me: desk.me,
  DeskKeys: desk.deskKeys,
  Supervision: desk.supervision,
  TransferRequest: desk.transferRequest,
  PresenceRequest: desk.presenceRequest,
  CallRequest: desk.callRequest,
  LinkPhone: platform.linkPhone,
  ContactEvent: platform.contactEvent,
  SessionInfo: platform.sessionInfo,
  ContactFlowEvent: telephone.contactFlowEvent,
  ContactStateEvent: telephone.contactStateEvent,
  TwilioRequest: telephone.twilioRequest,
  SipCode: telephone.sipCode,
  SipHangup: telephone.sipHangup,
  SipAnswer: telephone.sipAnswer,
  Guest: platform.guest,
  Host: platform.host,
  GuestStart: platform.guestStart,
  RoomGuest: platform.roomGuest,
  WidgetParameters: platform.widgetParameters,
}

/** What a schema checks by a function, which a converter cannot read. */
const byHand: Record<string, JsonSchema> = {
  Url: {
    type: 'string',
    format: 'uri',
    pattern: '^https?://',
    maxLength: 2048,
    description: 'An absolute http(s) URL without user name',
  },
  LocalText: {
    description: 'One text for everybody, or one for each language (BCP 47)',
    anyOf: [
      { type: 'string', maxLength: 1024 },
      { type: 'object', additionalProperties: { type: 'string', maxLength: 1024 } },
    ],
  },
}

/** What a schema demands of members together. */
const together: Record<string, string> = {
  StartRequest:
    'auth_method and auth_result exclude each other. code_challenge, code_challenge_method and return_url come together or not at all.',
  AuthenticateRequest:
    'code_challenge, code_challenge_method and return_url come together or not at all; with the bearer token they are required.',
  AuthOnlyRequest:
    'binding and audience come together or not at all; return_url needs them. code_challenge, code_challenge_method and return_url come together or not at all.',
  StartCommunicationAnswer: 'binding and audience come together or not at all.',
}

const object = (properties: object, required: string[]): object => ({
  type: 'object',
  properties,
  required,
})
const list = (items: object): object => ({ type: 'array', items, maxItems: 64 })
const method = (extra: object): object =>
  object(
    {
      tag: ref('Tag'),
      name: { type: 'string' },
      names: { ...ref('LocalText'), description: 'The name in every language there is' },
      image_path: { type: 'string', description: 'Relative to the address of the core' },
      duration: {
        type: 'integer',
        minimum: 1,
        maximum: 86_400,
        description: 'About how many seconds it takes, without the wait before it',
      },
      ...extra,
    },
    ['tag'],
  )

/** Messages that browsers read without a schema library. */
const written: Record<string, object> = {
  SessionOptions: object(
    {
      auth_methods: list(method({ description: ref('LocalText') })),
      comm_methods: list(
        method({
          channel: ref('Channel'),
          hours: ref('Hours'),
          expected_wait: {
            type: 'integer',
            minimum: 60,
            maximum: 86_400,
            description: 'About how many seconds somebody waits who chooses it now',
          },
          description: ref('LocalText'),
          call_back: {
            type: 'string',
            description:
              'To be called back, in place of this channel: its kind, or its tag where that is not known',
          },
        }),
      ),
      id_contact: {
        ...object(
          {
            version: { const: 1 },
            organisation: ref('LocalText'),
            purpose_name: ref('LocalText'),
            attributes: list(object({ tag: ref('Tag'), label: ref('LocalText') }, ['tag'])),
            unauthenticated: {
              const: true,
              description: 'Somebody may start without auth_method',
            },
            recommends: {
              const: true,
              description: 'Of several that can be chosen now, the first is the one to recommend',
            },
            help: object(
              {
                phone: { type: 'string' },
                phone_display: { type: 'string' },
                hours: ref('LocalText'),
              },
              ['phone', 'phone_display'],
            ),
          },
          ['version', 'organisation', 'purpose_name', 'attributes'],
        ),
        description: 'An extension; a published core does not send it',
      },
    },
    ['auth_methods', 'comm_methods'],
  ),
  Hours: {
    ...object(
      {
        open: { type: 'boolean' },
        changes_at: { type: 'string', format: 'date-time', description: 'When that changes' },
        time_zone: { type: 'string', description: 'IANA name of the zone to show times in' },
      },
      ['open', 'time_zone'],
    ),
    description: 'Whether it can be chosen now; an extension, absent when it always can',
  },
  AuthOnlyClaims: {
    ...object(
      {
        request: ref('AuthOnlyRequest'),
        iat: { type: 'integer' },
        exp: { type: 'integer', description: 'At most ten minutes after iat' },
      },
      ['request', 'iat', 'exp'],
    ),
    description: 'What a signed request says; header kid names the registered key',
  },
  AllSessionOptions: { type: 'object', additionalProperties: ref('SessionOptions') },
  Health: object({ status: { const: 'ok' } }, ['status']),
  Jwks: object({ keys: { type: 'array', items: { type: 'object' } } }, ['keys']),
  AgentStanding: object({ state: { enum: ['active', 'ended'] } }, ['state']),
  Problem: {
    ...object(
      {
        type: { type: 'string', format: 'uri' },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string' },
        instance: {
          type: 'string',
          format: 'uri',
          description:
            'urn:id-contact:failure: and the number by which the failure is found in the log',
        },
        code: { type: 'string' },
        login: { type: 'string', description: 'Where to sign in' },
      },
      ['type', 'title', 'status'],
    ),
    description: 'A problem document (RFC 9457)',
  },
}

function converted(): Record<string, object> {
  const schemas = toJsonSchemaDefs(named, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: ['check', 'transform'],
    overrideSchema: ({ referenceId, valibotSchema }) => {
      const name = referenceId ?? Object.keys(named).find((key) => named[key] === valibotSchema)
      return name ? byHand[name] : undefined
    },
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      together[name] ? { ...schema, description: together[name] } : schema,
    ]),
  )
}

const all: Record<string, object> = { ...converted(), ...written }

/** The schemas that a document refers to, and those that they refer to. */
export function schemasFor(document: object): Record<string, object> {
  const found = new Set<string>()
  const look = (value: object): void => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name!)) continue
      found.add(name!)
      look(all[name!]!)
    }
  }
  look(document)
  return Object.fromEntries(Object.entries(all).filter(([name]) => found.has(name)))
}
