/**
 * Providers do not let themselves be shown in a frame, so that nobody types a password into a page that another one lies over. Signing in opens a
 * window of its own; when the agent comes back from it the page loads again.
 */
export function followSignIn(): void {
  const base = document.createElement('base')
  base.target = '_blank'
  document.head.append(base)
  let hasLeft = false
  addEventListener('click', (event) => {
    hasLeft ||= event.composedPath().some((one) => one instanceof HTMLAnchorElement)
  })
  addEventListener('focus', () => {
    if (hasLeft) location.reload()
  })
}
