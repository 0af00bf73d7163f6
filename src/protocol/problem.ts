/** Problem documents (RFC 9457): the one way in which our parts say on the wire that something is not right. */

/** Every problem there is: `urn:id-contact:problem:<slug>`, its usual status, and a title that is safe for anybody to read. */
export const PROBLEMS = {
  // The request itself
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'unsupported-media-type': { status: 415, title: 'This kind of content is not accepted here' },
  'body-too-large': { status: 413, title: 'The request is too large' },
  'uri-too-long': { status: 414, title: 'The address is too long' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This method is not possible here' },
  'not-acceptable': { status: 406, title: 'The answer cannot be given in this form' },
  'origin-not-allowed': { status: 403, title: 'Requests from this website are not allowed' },
  'too-many-requests': { status: 429, title: 'There were too many requests' },
  // Starting a conversation
  'unknown-purpose': { status: 400, title: 'This purpose is not known' },
  'unknown-method': { status: 400, title: 'This method is not known' },
  'method-not-for-purpose': { status: 400, title: 'This method is not possible for this purpose' },
  'unknown-attribute': { status: 400, title: 'This attribute is not known' },
  'return-url-not-allowed': { status: 400, title: 'The return address is not allowed' },
  'continuation-not-allowed': { status: 400, title: 'The address to continue at is not allowed' },
  'attr-url-not-allowed': { status: 400, title: 'The address for the result is not allowed' },
  'plugin-unreachable': { status: 502, title: 'A part of the service cannot be reached' },
  'plugin-bad-answer': {
    status: 502,
    title: 'A part of the service gave an answer that cannot be used',
  },
  'plugin-timeout': { status: 504, title: 'A part of the service did not answer in time' },
  closed: { status: 409, title: 'This is closed now' },
  'too-busy': { status: 503, title: 'The service is too busy' },
  // Going and coming back
  'other-device': { status: 403, title: 'This step belongs to another device or window' },
  'invalid-ticket': { status: 400, title: 'This link is not valid' },
  'expired-ticket': { status: 410, title: 'This link is too old' },
  'invalid-code': { status: 400, title: 'The code is not valid' },
  'expired-code': { status: 410, title: 'The code is too old' },
  'invalid-handover': { status: 403, title: 'The conversation cannot be continued' },
  'already-used': { status: 410, title: 'This was used before' },
  'result-missing': { status: 409, title: 'The result is not here yet' },
  'invalid-result': { status: 400, title: 'The result is not valid' },
  'result-by-browser': {
    status: 400,
    title: 'The result of this log-in must not come through the browser',
  },
  'authentication-failed': { status: 403, title: 'Signing in did not succeed' },
  // A conversation
  unauthorized: { status: 401, title: 'This needs the token of the conversation' },
  forbidden: { status: 403, title: 'This is not allowed' },
  gone: { status: 410, title: 'The conversation has ended' },
  'no-extensions-left': { status: 409, title: 'The time cannot be extended again' },
  'not-asked': { status: 409, title: 'The employee did not ask for this' },
  'not-identifiable': { status: 409, title: 'Nobody can be asked here who they are' },
  'number-not-accepted': { status: 400, title: 'This number cannot be called back' },
  'call-back-requested': { status: 409, title: 'A call back on this number was asked for before' },
  'not-waiting': { status: 409, title: 'This is not possible in the state of the conversation' },
  'conversation-full': { status: 409, title: 'This conversation holds as much as it may' },
  'message-too-long': { status: 413, title: 'The message is too long' },
  'files-not-accepted': { status: 415, title: 'Files cannot be sent here' },
  // The desk
  'sign-in-required': { status: 401, title: 'Sign in first' },
  taken: { status: 409, title: 'A colleague took this conversation' },
  'unknown-code': { status: 404, title: 'No conversation has this code' },
  'too-many-codes': { status: 429, title: 'There were too many wrong codes' },
  // A platform
  'api-key-required': { status: 401, title: 'This needs the key of the platform' },
  // Ourselves
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'The service is not available' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemSlug = keyof typeof PROBLEMS

export interface ProblemOptions {
  /** Default: the title of the table. */
  title?: string
  /** One more sentence for this occurrence. Never something that came in with the request. */
  detail?: string
  headers?: HeadersInit
  /** A stable `ERR_ID_CONTACT_…` code. */
  code?: string
  /** The number by which this occurrence is found in the log (`createReference`); becomes `instance` (RFC 9457 section 3.1.5). */
  reference?: string | undefined
  /** Further members, such as `login`. */
  members?: Record<string, string | number | boolean>
}

/** The answer that says so. Nothing in it may be stored by a cache. */
export function problem(status: number, slug: ProblemSlug, options: ProblemOptions = {}): Response {
  const { title = PROBLEMS[slug].title, detail, code, reference, members } = options
  const instance = reference && `urn:id-contact:failure:${reference}`
  const headers = new Headers(options.headers)
  headers.set('content-type', 'application/problem+json')
  headers.set('cache-control', 'no-store')
  const body = {
    type: `urn:id-contact:problem:${slug}`,
    title,
    status,
    detail,
    code,
    instance,
    ...members,
  }
  return new Response(JSON.stringify(body), { status, headers })
}
