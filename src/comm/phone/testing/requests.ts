/** Requests as each platform documents them, whole: also what we do not read. */
import { createHmac } from 'node:crypto'

/** What is asked, for a handler or for `fetch`. */
export interface Asked {
  path: string
  headers: Record<string, string>
  body: string
}

export const authToken = '0123456789abcdef0123456789abcdef'

/** A signature made as Twilio's documentation of webhook security says, beside the code that checks it. */
const twilioSignature = (token: string, url: string, fields: Record<string, string>): string =>
  createHmac('sha1', token)
    .update(
      Object.keys(fields)
        .sort()
        .reduce((text, name) => text + name + fields[name], url),
    )
    .digest('base64')

/**
 * Twilio: "TwiML for Programmable Voice: Twilio's request", "`<Gather>`: action", "Call resource: StatusCallback".
 * @param at the address of the communication plugin
 */
export function fromTwilio(
  at: string,
  path: string,
  { call, token = authToken, ...more }: Record<string, string> & { call: string },
): Asked {
  const fields: Record<string, string> = {
    AccountSid: `AC${'5e'.repeat(16)}`,
    ApiVersion: '2010-04-01',
    CallSid: call,
    CallStatus: 'in-progress',
    CallToken: '{"parentCallInfoToken":"eyJhbGciOiJFUzI1NiJ9.e30.c2ln"}',
    Called: '+31201234567',
    CalledCity: '',
    CalledCountry: 'NL',
    Caller: '+31612345678',
    CallerCountry: 'NL',
    Direction: 'inbound',
    From: '+31612345678',
    FromCountry: 'NL',
    To: '+31201234567',
    ToCountry: 'NL',
    ...more,
  }
  return {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': twilioSignature(token, at + path, fields),
      'i-twilio-idempotency-token': '2b1c6d7e-0000-4000-8000-000000000000',
      'user-agent': 'TwilioProxy/1.1',
    },
    body: new URLSearchParams(fields).toString(),
  }
}

const instance =
  'arn:aws:connect:eu-central-1:123456789012:instance/c8c0e68d-2200-4265-82c0-abcdefabcdef'

/** Amazon Connect: "Invoke AWS Lambda functions", the request as the function of the guide passes it on. */
export const contactFlowEvent = (
  contactId: string,
  keyed: string,
  attributes: Record<string, string> = {},
): object => ({
  Details: {
    ContactData: {
      Attributes: attributes,
      Channel: 'VOICE',
      ContactId: contactId,
      CustomerEndpoint: { Address: '+31612345678', Type: 'TELEPHONE_NUMBER' },
      CustomerId: null,
      Description: null,
      InitialContactId: contactId,
      InitiationMethod: 'INBOUND',
      InstanceARN: instance,
      LanguageCode: 'nl-NL',
      MediaStreams: { Customer: { Audio: null } },
      Name: null,
      PreviousContactId: contactId,
      Queue: null,
      References: {},
      RelatedContactId: null,
      SegmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Telephony' } },
      SystemEndpoint: { Address: '+31201234567', Type: 'TELEPHONE_NUMBER' },
      Tags: {},
    },
    Parameters: { dtmf: keyed },
  },
  Name: 'ContactFlowEvent',
})

/** Amazon Connect: "Contact events", as EventBridge posts them to an API destination. */
export const contactStateEvent = (contactId: string, eventType: string): object => ({
  version: '0',
  id: '0c1b0f4e-6d3a-4f0b-9f4e-1c2d3e4f5a6b',
  'detail-type': 'Amazon Connect Contact Event',
  source: 'aws.connect',
  account: '123456789012',
  time: '2026-01-05T09:00:00Z',
  region: 'eu-central-1',
  resources: [instance, `${instance}/contact/${contactId}`],
  detail: {
    eventType,
    contactId,
    initialContactId: contactId,
    previousContactId: contactId,
    channel: 'VOICE',
    instanceArn: instance,
    initiationMethod: 'INBOUND',
    initiationTimestamp: '2026-01-05T08:58:00Z',
    connectedToSystemTimestamp: '2026-01-05T08:58:00Z',
    disconnectTimestamp: '2026-01-05T09:00:00Z',
    disconnectReason: 'CUSTOMER_DISCONNECT',
    updatedProperties: [],
    tags: { 'aws:connect:instanceId': 'c8c0e68d-2200-4265-82c0-abcdefabcdef' },
  },
})

export const withKey = (path: string, message: object, key: string): Asked => ({
  path,
  headers: { 'content-type': 'application/json', 'x-api-key': key },
  body: JSON.stringify(message),
})

export const form = (path: string, fields: Record<string, string>, key: string): Asked => ({
  path,
  headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-api-key': key },
  body: new URLSearchParams(fields).toString(),
})
