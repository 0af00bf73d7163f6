/** In the page of one state: sets its look, waits until the service worker answers for the municipality, and lets the stage begin. */

/** Where the site is: two folders above the page. */
const site = new URL('../..', location.href).href.replace(/\/$/, '')

// A service worker's address is a sink of Trusted Types; this is the one address that there is.
interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(text: string): string },
  ): {
    createScriptURL(text: string): string
  }
}
const { trustedTypes } = globalThis as { trustedTypes?: Policies }
const worker = `${site}/worker.js`
const address =
  trustedTypes
    ?.createPolicy('id-contact-docs', { createScriptURL: () => worker })
    .createScriptURL(worker) ?? worker

// The stage adds to the query what a state comes back with.
if (!location.search) history.replaceState(null, '', '?lang=nl')
const look = new URLSearchParams(location.search)
document.documentElement.lang = look.get('lang') ?? 'nl'
if (look.get('theme') === 'dark') document.documentElement.className = 'dark plain'

await navigator.serviceWorker.register(address)
if (!navigator.serviceWorker.controller)
  await new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  )

// What stands in a script is a sink too, whatever its type.
const scene = document.getElementById('scene')!
const here = document.createElement('div')
here.textContent = scene.textContent!.replaceAll('https://site.invalid', site)
here.id = scene.id
here.hidden = true
scene.replaceWith(here)
await import('../../../examples/gallery/stage.ts')
