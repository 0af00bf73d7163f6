/** Reading and writing XML, as strictly as messages of an identity provider allow: by namespace, and without document types. */
import { DOMParser } from '@xmldom/xmldom'
import { SamlFault } from './fault.ts'

export const namespaces = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
} as const
type Prefix = keyof typeof namespaces
/** Such as `saml:Issuer`; the prefix is one of ours, whatever the message calls it. */
export type Name = `${Prefix}:${string}`

const elementNode = 1
const textNode = 3

const refuse = (): never => {
  throw new SamlFault('no_xml')
}
// The parser's own handlers forgive a lot, and print what they forgive, with words of the message.
const parser = (): DOMParser =>
  new DOMParser({
    locator: {},
    errorHandler: { warning: refuse, error: refuse, fatalError: refuse },
  })

/** @throws SamlFault when it is no XML, or has a document type: there entities come from, and calls to elsewhere (CWE-611). */
export function parseXml(text: string): Element {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new SamlFault('document_type')
  let document: Document
  try {
    document = parser().parseFromString(text, 'text/xml')
  } catch (cause) {
    throw new SamlFault('no_xml', { cause })
  }
  return document.documentElement ?? refuse()
}

export function isNamed(element: Element, name: Name): boolean {
  const [prefix, localName] = name.split(':') as [Prefix, string]
  return element.namespaceURI === namespaces[prefix] && element.localName === localName
}

/** The direct children with this name; what lies deeper belongs to something else. */
export function childrenOf(element: Element, name: Name): Element[] {
  const nodes = Array.from({ length: element.childNodes.length }, (_, i) => element.childNodes[i]!)
  return nodes.filter(
    (node): node is Element => node.nodeType === elementNode && isNamed(node as Element, name),
  )
}

/** @throws SamlFault when there are several */
export function childOf(element: Element, name: Name): Element | undefined {
  const found = childrenOf(element, name)
  if (found.length > 1) throw new SamlFault('ambiguous')
  return found[0]
}

/** @throws SamlFault unless there is exactly one */
export function onlyChildOf(element: Element, name: Name): Element {
  const found = childOf(element, name)
  if (!found) throw new SamlFault('incomplete')
  return found
}

/** The whole text. Never the first piece alone: what a comment or an element splits is a way to cut a name short (CVE-2017-11427). */
export function textOf(element: Element): string {
  const nodes = Array.from({ length: element.childNodes.length }, (_, i) => element.childNodes[i]!)
  if (nodes.some(({ nodeType }) => nodeType !== textNode)) throw new SamlFault('no_plain_text')
  return nodes.map(({ nodeValue }) => nodeValue ?? '').join('')
}

/** An attribute; undefined when it is not there, where the DOM says an empty text. */
export const attributeOf = (element: Element, name: string): string | undefined =>
  element.getAttributeNode(name)?.value

/** For a value that is written into markup of ours. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
