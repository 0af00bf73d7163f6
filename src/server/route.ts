/**
 * The shape of a path, for the log: words that our routes consist of stay, everything else becomes `*`. A ticket, a code, a
 * capability or a result in an address therefore never reaches a log, in whatever place it stands.
 */
export function routeOf(pathname: string): string {
  const segments = pathname.split('/').slice(1, 9)
  return `/${segments.map((segment) => (segment === '' || words.has(segment) ? segment : '*')).join('/')}`
}

const words = new Set([
  ...['health', 'sdk', 'assets', 'static', 'page.css', 'favicon.ico', 'jwks.json', '.well-known'],
  ...['session_options', 'start', 'go', 'return', 'resume', 'choose', 'auth_attr_shim'],
  ...['start_authentication', 'start_communication', 'callback', 'begin', 'continue', 'session'],
  ...['conversation', 'conversations', 'result', 'renew', 'extend', 'stop', 'end'],
  ...['guest', 'init', 'host', 'live', 'internal', 'auth_result', 'widget'],
  ...['link_phone', 'session_info', 'call', 'm'],
  ...['amazon-connect', 'event', 'twilio', 'voice', 'status', 'sip', 'hangup'],
  ...['events', 'next', 'accept', 'code', 'me', 'login', 'logout'],
])
