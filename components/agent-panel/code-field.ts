/** Longest code that a desk can be configured for. */
const longest = 12
const shortest = 8

export const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, longest)

/** Whether it can be a code at all. Which length a desk really uses, the desk knows. */
export const isComplete = (text: string): boolean => digitsOf(text).length >= shortest

/** `482917306` → `482 917 306`. */
export const grouped = (text: string): string =>
  digitsOf(text)
    .match(/.{1,3}/g)
    ?.join(' ') ?? ''

/** Groups what stands in the field, and keeps the caret behind the same digit. */
export function regroup(field: HTMLInputElement): void {
  const { value, selectionStart } = field
  const digitsBefore = digitsOf(value.slice(0, selectionStart ?? value.length)).length
  const text = grouped(value)
  if (text === value) return
  field.value = text
  const caret = digitsBefore + Math.max(0, Math.ceil(digitsBefore / 3) - 1)
  field.setSelectionRange(caret, caret)
}
