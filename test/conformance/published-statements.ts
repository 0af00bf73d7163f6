/**
 * What the published software, its specifications and its configuration say that a role does, one statement each, in the order of a
 * conversation. Beside each: the requirements that hold a part to it, and the rows of `docs/compatibility.md` where ours differs on purpose.
 */

export interface Statement {
  /** Of whom, and what. */
  says: string
  /** Names of requirements. */
  ids: string[]
  /** Rows of `docs/compatibility.md`, by their first cell. */
  differs?: string[]
}

const options: Statement[] = [
  {
    says: 'GET /session_options/{purpose} answers the methods of both kinds, as JSON',
    ids: ['CORE-OPTIONS-01', 'CORE-OPTIONS-03', 'CORE-OPTIONS-08'],
    differs: ['core, `/session_options`', 'core, pages of other websites'],
  },
  {
    says: 'A method has a tag; name and image_path may be missing or empty',
    ids: ['CORE-OPTIONS-02'],
    differs: ['tags'],
  },
  {
    says: 'The methods stand in the order of the configuration',
    ids: ['CORE-OPTIONS-05'],
    differs: ['core, methods behind `*`'],
  },
  {
    says: 'A purpose that is not known is answered 400',
    ids: ['CORE-OPTIONS-06'],
    differs: ['core, refusals'],
  },
  {
    says: 'image_path is relative to the address of the core, which serves it',
    ids: ['CORE-OPTIONS-09'],
  },
  { says: 'GET /session_options answers the same for every purpose', ids: ['CORE-OPTIONS-07'] },
  { says: '"*" among allowed methods is every method', ids: ['CORE-OPTIONS-04'] },
]

const start: Statement[] = [
  {
    says: 'The members of the body decide which flow it is',
    ids: ['CORE-FULL-01', 'CORE-TALK-01', 'CORE-OPEN-01', 'CORE-DURING-01', 'CORE-START-12'],
    differs: ['core, `/start` with `auth_method` and `auth_result`'],
  },
  {
    says: 'The kind of content decides how it is read: JSON, a form (second generation), a JWT',
    ids: ['CORE-START-01', 'CORE-START-03', 'CORE-DURING-01'],
    differs: [
      'core, `/start` as a form',
      'core, `/start` with another kind of content, or with GET',
      'messages',
      'bodies, addresses',
    ],
  },
  {
    says: 'With Accept: application/json the answer is 200 with client_url, otherwise 303',
    ids: ['CORE-START-01', 'CORE-START-02'],
    differs: [
      'core, `/start` with `Accept: application/json, …`',
      'core, `/start` with `tel:` as answer to a browser',
      'core, `/start` with `Accept: text/html` and a mistake in it',
    ],
  },
  {
    says: 'A purpose or method that is not known, a method that is not allowed and a malformed body are answered 400',
    ids: ['CORE-START-04', 'CORE-START-05', 'CORE-START-06', 'CORE-START-07', 'CORE-START-08'],
    differs: ['core, refusals'],
  },
  {
    says: 'A plugin that fails or takes over five seconds is answered 500',
    ids: ['CORE-START-09', 'CORE-START-10', 'CORE-START-11'],
    differs: ['core, plugin fails or is slow'],
  },
]

const flows: Statement[] = [
  {
    says: 'Full flow: the core asks the communication plugin first, with the purpose',
    ids: ['CORE-FULL-01'],
    differs: ['core, messages to plugins'],
  },
  {
    says: 'Then the authentication plugin, with attributes, continuation, and attr_url where there is one',
    ids: ['CORE-FULL-02', 'CORE-FULL-03', 'CORE-FULL-04'],
    differs: ['core, messages to plugins', 'core, `continuation` for every method'],
  },
  {
    says: 'The citizen is sent to the client_url of the authentication plugin',
    ids: ['CORE-FULL-05'],
    differs: ['core, `client_url` of the full flow'],
  },
  {
    says: 'The continuation is the client_url of the communication plugin; a result goes there with the browser',
    ids: ['CORE-FULL-06', 'CORE-FULL-07'],
    differs: ['core, `continuation` for every method'],
  },
  {
    says: 'Already authenticated: the communication plugin is asked with the result, no authentication plugin, and the answer is its client_url',
    ids: ['CORE-TALK-01', 'CORE-TALK-02', 'CORE-TALK-03'],
  },
  {
    says: 'disable_attributes_at_start: asked with the purpose; the result is posted to attr_url, or added to client_url',
    ids: ['CORE-TALK-04', 'CORE-TALK-05', 'CORE-TALK-06'],
  },
  {
    says: 'Unauthenticated: purpose and comm_method alone, when the purpose allows it',
    ids: ['CORE-OPEN-01', 'CORE-OPEN-02'],
    differs: ['core, `/start` without `auth_method`'],
  },
  {
    says: 'During a conversation: claim request of a JWT that a registered key signed, named by kid; iat and exp are checked',
    ids: [
      'CORE-DURING-01',
      'CORE-DURING-04',
      'CORE-DURING-05',
      'CORE-DURING-06',
      'CORE-DURING-07',
      'CORE-DURING-08',
      'CORE-DURING-09',
      'CORE-DURING-10',
    ],
    differs: ['core, auth-only request', 'core, auth-only request with `binding` and `audience`'],
  },
  {
    says: 'Its comm_url is the continuation, its attr_url goes on',
    ids: ['CORE-DURING-02', 'CORE-DURING-03'],
  },
  {
    says: 'disable_attr_url: the plugin is asked without attr_url, with an address of the core as continuation, in both flows',
    ids: ['CORE-SHIM-01', 'CORE-SHIM-05'],
    differs: ['core, `auth_attr_shim`'],
  },
  {
    says: 'The state in that address is signed and counts for thirty minutes',
    ids: ['CORE-SHIM-04', 'CORE-SHIM-06'],
    differs: ['core, `auth_attr_shim`'],
  },
  {
    says: 'On return the core posts the result as application/jwt, and redirects to the continuation',
    ids: ['CORE-SHIM-02', 'CORE-SHIM-03'],
    differs: ['core, `auth_attr_shim`'],
  },
  {
    says: 'A communication plugin may answer a tel: link',
    ids: ['COMM-START-01', 'CORE-TEL-01'],
  },
  {
    says: 'shim_tel_url: the continuation is ui_tel_url with a signed token, which counts for sixty minutes',
    ids: ['CORE-TEL-02', 'CORE-TEL-03'],
    differs: ['core, `shim_tel_url`, `ui_tel_url`'],
  },
  {
    says: 'A purpose that names an unknown method, and a secret under 32 bytes, are errors at the start',
    ids: ['CORE-CONFIG-01', 'CORE-CONFIG-02'],
    differs: ['configuration, keys that are not known'],
  },
]

const authentication: Statement[] = [
  {
    says: 'POST /start_authentication with at least one attribute, continuation and attr_url? answers client_url',
    ids: ['AUTH-START-01', 'AUTH-START-03', 'AUTH-START-04', 'AUTH-START-05'],
    differs: ['auth, `continuation` and `attr_url`'],
  },
  { says: 'An attribute that is not known is answered 400', ids: ['AUTH-START-02'] },
  {
    says: 'With attr_url: the result is posted there as application/jwt, then the browser is sent to continuation',
    ids: ['AUTH-DELIVER-01', 'AUTH-DELIVER-02', 'AUTH-DELIVER-03', 'AUTH-DELIVER-04'],
    differs: ['auth, the way back'],
  },
  {
    says: 'Without attr_url: the browser is sent to continuation with the result in its query',
    ids: ['AUTH-DELIVER-05'],
  },
  {
    says: 'Who failed or cancelled is delivered in the same way, as failed',
    ids: ['AUTH-FAIL-01', 'AUTH-FAIL-03'],
    differs: ['auth, the way back'],
  },
  {
    says: 'A plugin that keeps a log-in puts session_url into the result; POST with user_active or logout is always answered 200',
    ids: ['AUTH-SESSION-01', 'AUTH-SESSION-02', 'AUTH-SESSION-03', 'AUTH-SESSION-04'],
  },
]

const token: Statement[] = [
  {
    says: 'A signed JWT: typ JWT, RS256 or ES256 as the key is',
    ids: ['AUTH-TOKEN-03'],
    differs: ['tokens'],
  },
  { says: 'sub names the kind of token, in each generation', ids: ['AUTH-TOKEN-04'] },
  { says: 'status is succes or success, or failed', ids: ['AUTH-TOKEN-05', 'AUTH-FAIL-01'] },
  {
    says: 'attributes is an object of texts, only when it succeeded',
    ids: ['AUTH-TOKEN-06', 'AUTH-FAIL-02'],
    differs: ['tokens we make'],
  },
  { says: 'iat, and exp 300 seconds later', ids: ['AUTH-TOKEN-07'] },
  {
    says: 'Inside an encrypted one: typ JWT, cty JWT, A128CBC-HS256, RSA-OAEP or ECDH-ES; the claim njwt is the signed one',
    ids: ['AUTH-TOKEN-01', 'AUTH-TOKEN-02'],
  },
  {
    says: 'A receiver accepts nothing else: one algorithm for each key, no unsigned token, no key from a header, nothing compressed',
    ids: [
      ...['03', '04', '05', '06', '07', '08', '09', '10', '13'].flatMap((number) => [
        `COMM-RESULT-${number}`,
        `ROOMS-RESULT-${number}`,
      ]),
      'COMM-BIND-14',
      'ROOMS-BIND-14',
    ],
    differs: ['tokens', 'comm, expiry of a result'],
  },
]

const communication: Statement[] = [
  {
    says: 'POST /start_communication with purpose answers client_url and attr_url?',
    ids: ['COMM-START-01', 'COMM-START-02', 'COMM-START-03', 'COMM-START-04'],
    differs: ['comm, `purpose`'],
  },
  {
    says: 'It may bring auth_result, which counts as a posted one',
    ids: ['COMM-EARLIER-01', 'COMM-EARLIER-02'],
    differs: ['comm, a result at the start that is not good'],
  },
  {
    says: 'POST attr_url takes the token as application/jwt, and answers 200 once stored',
    ids: ['COMM-RESULT-01', 'COMM-RESULT-02'],
    differs: ['comm, `attr_url` answers'],
  },
  {
    says: 'GET client_url, with or without a result, is where the citizen lands',
    ids: ['COMM-LAND-01', 'COMM-RESULT-01'],
  },
  {
    says: 'session_url: user_active on activity, logout when the citizen asks or the conversation ends, from server to server',
    ids: [
      ...['COMM-SESSION-01', 'COMM-SESSION-02', 'COMM-SESSION-03', 'COMM-HAND-15'],
      ...['ROOMS-SESSION-01', 'ROOMS-SESSION-02', 'ROOMS-SESSION-03'],
    ],
    differs: [
      'comm, `session_url` in a result',
      'comm, `user_active` and `logout`',
      'rooms, `session_url` in a result',
    ],
  },
  {
    says: 'Telephone: client_url is a tel: link with the code in it',
    ids: ['COMM-START-01'],
    differs: ['comm, telephone code', 'telephone, a code before the log-in'],
  },
  {
    says: 'Telephone: the platform posts dtmf and sessionid to /link_phone',
    ids: ['COMM-PHONE-01', 'COMM-PHONE-03'],
    differs: [
      'telephone, `/link_phone`',
      'telephone, a wrong code',
      'telephone, the same call again',
      'telephone, the event of Amazon Connect',
    ],
  },
  {
    says: 'Telephone: GET /session_info/{sessionid} answers purpose and auth_result, or null',
    ids: ['COMM-PHONE-02', 'COMM-PHONE-04'],
    differs: [
      'telephone, `/session_info`',
      'telephone, a call without a good code',
      'telephone, a result that opens no more',
      'telephone, `attributes`',
      'telephone, `session_url`',
      'telephone, `status` of a log-in',
      'telephone, more than that',
    ],
  },
  {
    says: 'Conversations are erased: POST /clean_db, by whoever reaches it',
    ids: ['COMM-HAND-11'],
    differs: ['telephone, `clean_db`', 'telephone, hanging up', 'comm, what agents ask'],
  },
]

const rooms: Statement[] = [
  {
    says: 'The platform signs tokens of guests and hosts with HS256 and two secrets; iat and exp; the data in claim payload',
    ids: ['ROOMS-GUEST-04', 'ROOMS-GUEST-05', 'ROOMS-GUEST-06', 'ROOMS-GUEST-07', 'ROOMS-HOST-07'],
    differs: ['rooms, tokens of the platform', 'rooms, `redirectUrl`'],
  },
  {
    says: 'GET /guest/init redirects to the choosing page with a signed token of five minutes: sub, purpose, start_url, cancel_url, display_name',
    ids: ['ROOMS-GUEST-01', 'ROOMS-GUEST-02', 'ROOMS-GUEST-03'],
  },
  {
    says: 'POST /guest/start makes the signed request to the core and answers its client_url',
    ids: ['ROOMS-START-01', 'ROOMS-START-02', 'ROOMS-START-04'],
  },
  { says: 'Its purpose must be that of the token', ids: ['ROOMS-START-03'] },
  {
    says: 'comm_url of the request is redirectUrl, attr_url an address of the part',
    ids: ['ROOMS-START-05', 'ROOMS-RESULT-01'],
    differs: ['rooms, `comm_url` of the request'],
  },
  {
    says: 'POST /internal/auth_result answers 200, and the first result counts',
    ids: ['ROOMS-RESULT-01', 'ROOMS-RESULT-02', 'ROOMS-RESULT-11'],
    differs: ['rooms, `auth_result`'],
  },
  {
    says: 'A new start of the same guest while there is none takes the place of the one before',
    ids: ['ROOMS-RESULT-12'],
    differs: ['rooms, a guest whose log-in failed', 'rooms, the same `id` in two rooms'],
  },
  {
    says: 'GET /host shows an agent who is logged in the guests of the room: purpose, name, sorted attributes, oldest first',
    ids: ['ROOMS-HOST-01', 'ROOMS-HOST-02', 'ROOMS-HOST-03', 'ROOMS-HOST-04', 'ROOMS-HOST-06'],
    differs: ['rooms, `GET /host`'],
  },
  { says: 'A guest whose log-in failed shows without attributes', ids: ['ROOMS-HOST-05'] },
  {
    says: 'GET /host/live is an event stream: start, then update; badrequest or forbidden',
    ids: ['ROOMS-LIVE-01', 'ROOMS-LIVE-02', 'ROOMS-LIVE-03', 'ROOMS-LIVE-04'],
    differs: ['rooms, `badrequest`'],
  },
  {
    says: 'Rows untouched for an hour are swept',
    ids: ['ROOMS-END-03'],
    differs: ['rooms, `GET /internal/clean_db`', 'rooms, ending'],
  },
]

export const statements: Statement[] = [
  ...options,
  ...start,
  ...flows,
  ...authentication,
  ...token,
  ...communication,
  ...rooms,
]
