/** A QR code as the address of an image: dark on light with its quiet zone, whatever the colours of the page. */
import { correction, generate } from 'lean-qr'

const quiet = 4

export function qrImage(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M })
  let path = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`
  const side = code.size + 2 * quiet
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-${quiet} -${quiet} ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M-${quiet}-${quiet}h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`
  return `data:image/svg+xml;base64,${btoa(svg)}`
}
