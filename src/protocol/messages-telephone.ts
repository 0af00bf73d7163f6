/**
 * From telephone platforms, in the form that each documents. Members that we do not use are dropped. That a name is as the platform makes them is
 * all that is looked at: what a call is worth, the communication plugin knows.
 */
import * as v from 'valibot'
import { optional, parser, sessionId, shortText } from './message-parts.ts'
import { linkPhone } from './messages-platform.ts'

const { dtmf } = linkPhone.entries

/** A number of the flow's own counting. */
const tries = v.pipe(v.string(), v.regex(/^[0-9]{0,2}$/))

/** What Amazon Connect gives a Lambda function (Administrator Guide, "Invoke AWS Lambda functions"). */
export const contactFlowEvent = v.object({
  Details: v.object({
    ContactData: v.object({
      ContactId: sessionId,
      Attributes: optional(v.object({ dtmf: optional(dtmf), id_contact_tries: optional(tries) })),
    }),
    /** What was keyed in goes here rather than into an attribute: those stay in the record of the contact. */
    Parameters: optional(v.object({ dtmf: optional(dtmf) })),
  }),
})
export type ContactFlowEvent = v.InferOutput<typeof contactFlowEvent>
export const parseContactFlowEvent = parser('ContactFlowEvent', contactFlowEvent)

/** A contact event of Amazon Connect, as EventBridge delivers it (Administrator Guide, "Contact events"). */
export const contactStateEvent = v.object({
  detail: v.object({ eventType: v.pipe(v.string(), v.maxLength(64)), contactId: sessionId }),
})
export type ContactStateEvent = v.InferOutput<typeof contactStateEvent>
export const parseContactStateEvent = parser('ContactStateEvent', contactStateEvent)

/** What Twilio posts as a form: for a call, for what `<Gather>` got, and for what became of a call. */
export const twilioRequest = v.object({
  CallSid: v.pipe(v.string(), v.regex(/^CA[0-9a-fA-F]{32}$/)),
  CallStatus: optional(v.pipe(v.string(), v.maxLength(32))),
  /** Empty when nothing was keyed in. */
  Digits: optional(dtmf),
})
export type TwilioRequest = v.InferOutput<typeof twilioRequest>
export const parseTwilioRequest = parser('TwilioRequest', twilioRequest)

/** The `Call-ID` of a call (RFC 3261 section 20.8), or whatever name a platform has for it. */
const callName = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,256}$/))

/** A form has texts alone. */
const whichTry = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^[0-9]{1,2}$/), v.transform(Number))]),
  v.integer(),
  v.minValue(1),
  v.maxValue(99),
)

/** `POST /sip/code`: what was keyed in during a call. */
export const sipCode = v.object({ call: callName, dtmf, try: whichTry })
export type SipCode = v.InferOutput<typeof sipCode>
export const parseSipCode = parser('SipCode', sipCode)

/** `POST /sip/hangup`: a call is over. */
export const sipHangup = v.object({ call: callName })
export type SipHangup = v.InferOutput<typeof sipHangup>
export const parseSipHangup = parser('SipHangup', sipHangup)

/** What `POST /sip/code` answers. */
export const sipAnswer = v.object({
  result: v.picklist(['linked', 'again', 'unidentified']),
  /** The call secret: for the header of the INVITE to the agent, whatever the result. */
  call: sessionId,
  /** How many wait before this caller. */
  before: optional(v.pipe(v.number(), v.integer())),
  /** Seconds. */
  expected_wait: optional(v.pipe(v.number(), v.integer())),
  /** What the caller may hear. */
  say_nl: shortText,
  say_en: shortText,
})
export type SipAnswer = v.InferOutput<typeof sipAnswer>
export const parseSipAnswer = parser('SipAnswer', sipAnswer)
