/**
 * `X-Twilio-Signature`: HMAC-SHA-1 with the account's token over the address that Twilio asked and the fields that it posted, as its
 * documentation of webhook security says. It has to be what Twilio computes; that it is SHA-1 takes nothing from an HMAC (RFC 6194 section 3.3).
 */
import { equal } from '../../protocol/digest.ts'

const utf8 = new TextEncoder()

export async function signatureOf(
  authToken: string,
  url: string,
  fields: URLSearchParams,
): Promise<string> {
  const names = [...new Set(fields.keys())].sort()
  // A field that comes more than once is signed with each of its values, and with the same value once.
  const text = names.flatMap((name) =>
    [...new Set(fields.getAll(name))].sort().map((value) => name + value),
  )
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const secret = utf8.encode(authToken)
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const hash = await crypto.subtle.sign('HMAC', key, utf8.encode(url + text.join('')))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}

/** @param url as Twilio knows it: behind a proxy it is another than the one that came in */
export async function isSigned(
  request: Request,
  { authToken, url, fields }: { authToken: string; url: string; fields: URLSearchParams },
): Promise<boolean> {
  const given = request.headers.get('x-twilio-signature') ?? ''
  // Twilio signs some addresses with their port and some without it, so both are good.
  const addresses = [url, withPort(url), withoutPort(url)]
  const expected = await Promise.all(
    addresses.map((address) => signatureOf(authToken, address, fields)),
  )
  return expected.map((signature) => equal(given, signature)).includes(true)
}

const origin = /^(https?):\/\/([^/:]+|\[[^\]]+\])(:\d+)?/

const withPort = (url: string): string =>
  url.replace(origin, (_, scheme: string, host: string, port?: string) => {
    const standard = scheme === 'https' ? ':443' : ':80'
    return `${scheme}://${host}${port ?? standard}`
  })

const withoutPort = (url: string): string => url.replace(origin, '$1://$2')
