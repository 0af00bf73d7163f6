/** Asks our own server how far the app is. The page works without it: then one presses the button. */
// As text, since the page loads it as a file of this server's; so small that a bundle would be more to look after than this is.
export const waitScript = `
const line = document.getElementById('progress')

async function progress() {
  try {
    const answer = await fetch(line.dataset.status, { headers: { accept: 'application/json' } })
    if (answer.status === 403 || answer.status === 410) return 'over'
    return answer.ok ? (await answer.json()).status : 'unreachable'
  } catch {
    return 'unreachable'
  }
}

async function look() {
  const now = await progress()
  if (now === 'over') return location.reload()
  const words = line.dataset[now] ?? ''
  // Said once, not every two seconds.
  if (line.textContent !== words) line.textContent = words
  setTimeout(look, 2000)
}

look()
`.trimStart()
