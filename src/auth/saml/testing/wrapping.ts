/**
 * Signature wrapping: the part that was signed stays somewhere in the message, and another one stands where it is looked for (Somorovsky et
 * al., "On Breaking SAML: Be Whoever You Want to Be", 2012; the eight shapes as SAML Raider numbers them).
 */
import { parseDomFromString } from '@node-saml/node-saml/lib/xml.js'
import { people } from './login-page.ts'

interface Parts {
  document: Document
  /** What holds the original. */
  parent: Element
  original: Element
  signature: Element
  /** Somebody else, unsigned. */
  forged: Element
}

type Wrapping = (parts: Parts) => void

export const wrappings: Record<`XSW${number}`, Wrapping> = {
  // The original inside the signature of the forged one.
  XSW1: ({ parent, original, signature, forged }) => {
    parent.replaceChild(forged, original)
    original.removeChild(signature)
    signature.appendChild(original)
    putSignature(forged, signature)
  },
  // The original beside its signature, both inside the forged one.
  XSW2: ({ parent, original, signature, forged }) => {
    parent.replaceChild(forged, original)
    original.removeChild(signature)
    forged.insertBefore(original, forged.firstChild)
    putSignature(forged, signature)
  },
  // The forged one before the original.
  XSW3: ({ parent, original, forged }) => {
    parent.insertBefore(forged, original)
  },
  // The original, as it was, inside the forged one.
  XSW4: ({ parent, original, forged }) => {
    parent.replaceChild(forged, original)
    forged.appendChild(original)
  },
  // The signature in the forged one, the original after it.
  XSW5: ({ parent, original, signature, forged }) => {
    parent.replaceChild(forged, original)
    original.removeChild(signature)
    putSignature(forged, signature)
    parent.appendChild(original)
  },
  // As the fifth, with the original inside the signature that stays where it was.
  XSW6: ({ parent, original, signature, forged }) => {
    parent.replaceChild(forged, original)
    original.removeChild(signature)
    signature.insertBefore(original, signature.firstChild)
    putSignature(forged, signature)
  },
  // The forged one with the same ID, in an extension before the original.
  XSW7: ({ document, parent, original, forged }) => {
    const extensions = document.createElementNS(
      'urn:oasis:names:tc:SAML:2.0:protocol',
      'samlp:Extensions',
    )
    forged.setAttribute('ID', original.getAttribute('ID')!)
    extensions.appendChild(forged)
    parent.insertBefore(extensions, original)
  },
  // The original in an object of the signature, which stands in the forged one with the same ID.
  XSW8: ({ document, parent, original, signature, forged }) => {
    const object = document.createElementNS('http://www.w3.org/2000/09/xmldsig#', 'ds:Object')
    parent.replaceChild(forged, original)
    original.removeChild(signature)
    object.appendChild(original)
    signature.appendChild(object)
    forged.setAttribute('ID', original.getAttribute('ID')!)
    putSignature(forged, signature)
  },
}

/** After the issuer, where the schema has it. */
function putSignature(element: Element, signature: Element): void {
  const issuer = element.getElementsByTagNameNS('*', 'Issuer')[0]!
  issuer.parentNode!.insertBefore(signature, issuer.nextSibling)
}

/** Wraps the signed element with this name. */
export async function wrapped(xml: string, name: string, wrap: Wrapping): Promise<string> {
  const document = await parseDomFromString(xml)
  const original = document.getElementsByTagNameNS('*', name)[0]!
  const signature = signatureOf(original)
  const forged = original.cloneNode(true) as Element
  forged.removeChild(signatureOf(forged))
  forged.setAttribute('ID', '_forged')
  forged.getElementsByTagNameNS('*', 'NameID')[0]!.textContent = `s00000000:${people.other}`
  wrap({ document, parent: original.parentNode as Element, original, signature, forged })
  return String(document)
}

const signatureOf = (element: Element): Element =>
  Array.from({ length: element.childNodes.length }, (_, index) => element.childNodes[index]!).find(
    (node): node is Element => (node as Element).localName === 'Signature',
  )!
