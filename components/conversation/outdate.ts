/**
 * What was true when the page came, until when it is open for instance, is not said when it is no more.
 *
 * @returns the function that ends it
 */
export function outdate(within: HTMLElement): () => void {
  const line = within.querySelector<HTMLElement>('[data-until]')
  if (!line) return () => {}
  const left = Date.parse(line.dataset.until!) - Date.now()
  line.hidden = left <= 0
  // A browser takes more milliseconds than these for none.
  if (left <= 0 || left >= 2 ** 31) return () => {}
  const timer = setTimeout(() => (line.hidden = true), left)
  return () => clearTimeout(timer)
}
