import { correction, generate } from 'lean-qr'

/** A QR code as `size|path`: the side of the view box with its quiet zone of four, and the outline of the dark modules. */
export function qrPath(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M })
  let path = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`
  return `${code.size + 8}|${path}`
}
