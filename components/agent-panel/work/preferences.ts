/** What an agent prefers on this screen. It says nothing of anybody, and is kept in this browser alone, only as far as it departs from the defaults. */
export interface Preferences {
  /** Whether keyboard shortcuts work. */
  shortcuts: boolean
  /** Whether somebody who starts to wait is heard. */
  sound: boolean
  /** Whether somebody who starts to wait is told outside of the page, to an agent who works in another window. */
  notify: boolean
}

const place = 'id-contact-agent-panel'
const defaults: Preferences = { shortcuts: true, sound: false, notify: false }
const names = Object.keys(defaults) as (keyof Preferences)[]

/** A frame of another site may have no storage; the defaults count there. */
export function readPreferences(): Preferences {
  const preferences = { ...defaults }
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Record<string, unknown>
    for (const name of names) if (typeof kept[name] === 'boolean') preferences[name] = kept[name]
  } catch {
    // What cannot be read says nothing.
  }
  return preferences
}

export function keepPreferences(preferences: Preferences): void {
  const chosen = names.filter((name) => preferences[name] !== defaults[name])
  try {
    if (chosen.length) localStorage.setItem(place, JSON.stringify(preferences, chosen))
    else localStorage.removeItem(place)
  } catch {
    // They count until the page is left.
  }
}
