/** Random identifiers, hashes and comparison, on WebCrypto alone: the same in a browser and on a server. */

/** Bytes as base64url without padding (RFC 4648 section 5; RFC 7515 section 2). */
export function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')
}

/** `bytes` (default 16: 128 bits) from the system's secure random source, as base64url. 32 bytes make a PKCE verifier (RFC 7636 section 4.1). */
export function randomId(bytes = 16): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** base64url(SHA-256(UTF-8(text))): also the S256 challenge of a PKCE verifier (RFC 7636 section 4.2). */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return base64url(new Uint8Array(hash))
}

/** Compares two secrets in a time that depends on their length alone, so that an answer's timing does not give a character away. */
export function equal(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++)
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i % (b.length || 1))
  return difference === 0
}
