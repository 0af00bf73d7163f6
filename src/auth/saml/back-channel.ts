/** From server to server: SOAP over TLS in which both sides show a certificate (SAML 2.0 Bindings, section 3.2). */
import { Agent, fetch } from 'undici'
import { RequestError } from '../../protocol/errors.ts'
import { SamlFault } from './fault.ts'
import { isNamed, onlyChildOf, parseXml, type Name } from './xml.ts'

/** How we say who we are at the provider's back channel (mutual TLS). */
export interface TlsSettings {
  /** PEM. */
  privateKey: string
  /** PEM. */
  certificate: string
  /** PEM of who vouches for the provider's server. Default: whom Node trusts. */
  authorities?: string
}

export interface Answer {
  text: string
  /** The one message in the body. */
  message: Element
}

/** @throws RequestError when it cannot be reached or is out of order, SamlFault when the answer is not what was asked for */
export type BackChannel = (url: string, call: Call) => Promise<Answer>

export interface Call {
  message: string
  /** What the answer must be. */
  expected: Name
  signal?: AbortSignal
}

/** Bytes. A response with its certificates and signatures is about twelve thousand. */
const longestAnswer = 256 * 1024

export function createBackChannel(tls: TlsSettings, timeout: number): BackChannel {
  const { privateKey: key, certificate: cert, authorities: ca } = tls
  const dispatcher = new Agent({ connect: { key, cert, ...(ca && { ca }) } })

  async function send(url: string, message: string, signal?: AbortSignal): Promise<string> {
    const late = AbortSignal.timeout(timeout)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          soapaction: '"http://www.oasis-open.org/committees/security"',
        },
        body: enveloped(message),
        redirect: 'manual',
        signal: signal ? AbortSignal.any([late, signal]) : late,
        dispatcher,
      })
      // A fault of SOAP comes with 500.
      if (response.status !== 200) {
        await response.body?.cancel()
        throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER', { status: response.status })
      }
      return await readWithin(response.body)
    } catch (error) {
      if (error instanceof RequestError || error instanceof SamlFault) throw error
      throw new RequestError(late.aborted ? 'ERR_ID_CONTACT_TIMEOUT' : 'ERR_ID_CONTACT_UNREACHABLE')
    }
  }

  return async (url, { message, expected, signal }) => {
    const text = await send(url, message, signal)
    const envelope = parseXml(text)
    if (!isNamed(envelope, 'soap:Envelope')) throw new SamlFault('no_soap')
    return { text, message: onlyChildOf(onlyChildOf(envelope, 'soap:Body'), expected) }
  }
}

const enveloped = (message: string): string =>
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
  `${message}</soap:Body></soap:Envelope>`

async function readWithin(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream.
    if (size > longestAnswer) throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
    text += decoded(decoder, chunk)
  }
  return text + decoded(decoder)
}

function decoded(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    throw new SamlFault('not_utf')
  }
}
