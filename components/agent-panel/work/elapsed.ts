/** Making one is dear, and every row of the queue asks each second. */
const formats = new Map<string, Intl.NumberFormat>()

function inUnit(language: string, unit: string, value: number): string {
  const key = `${language} ${unit}`
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' })
  formats.set(key, format)
  return format.format(value)
}

/** `3 min 12 sec`. */
export function elapsed(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const minutes = Math.floor(seconds / 60)
  const rest = inUnit(language, 'second', seconds % 60)
  return minutes ? `${inUnit(language, 'minute', minutes)} ${rest}` : rest
}
