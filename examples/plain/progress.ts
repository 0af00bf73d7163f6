/** Counts how far people come, on a page with the element and no framework. Nobody is followed: an event tells tags, never a value of a person. */
import type { IdContactEventDetail } from 'id-contact/button'
import 'id-contact/button/define'

export interface Count {
  step: 'left' | 'back' | 'ended' | 'error'
  purpose: string
  /** How they logged in, why there is no conversation, or which error it was. */
  what: string | undefined
}

/** Events bubble up: one place hears of every button on the page. Gives how to stop. */
export function countProgress(count: (one: Count) => void): () => void {
  const hearing = new AbortController()
  const { signal } = hearing
  const tell = (
    step: Count['step'],
    { purpose }: IdContactEventDetail,
    what: string | undefined,
  ): void => count({ step, purpose, what })
  document.addEventListener(
    'id-contact-start',
    ({ detail }) => tell('left', detail, detail.authMethod),
    { signal },
  )
  document.addEventListener(
    'id-contact-return',
    ({ detail }) => tell('back', detail, detail.reason),
    { signal },
  )
  document.addEventListener('id-contact-end', ({ detail }) => tell('ended', detail, undefined), {
    signal,
  })
  document.addEventListener(
    'id-contact-error',
    ({ detail }) => tell('error', detail, detail.code),
    { signal },
  )
  return () => hearing.abort()
}

/** Opens the first button of the page, as a link elsewhere on it may do. */
export const openContact = (): void => document.querySelector('id-contact-button')?.open()
