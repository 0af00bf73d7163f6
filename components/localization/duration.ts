/** `2 minuten`, `1 minuut`, and below a minute `20 seconden`. */
export function duration(milliseconds: number, language: string): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const unit = seconds >= 60 ? 'minute' : 'second'
  const value = unit === 'minute' ? Math.ceil(seconds / 60) : seconds
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
