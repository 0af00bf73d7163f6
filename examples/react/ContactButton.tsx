/** Contact in a React page, with our element. */
import { useCallback, useState, type ReactNode } from 'react'
import type { IdContactButton } from 'id-contact/button'
import type {} from 'id-contact/react'
import 'id-contact/button/define'

interface Props {
  /** The address of the core. */
  core: string
  /** Tag of the purpose. */
  purpose: string
}

/** The element asks the questions and shows number and code. What stands inside is for browsers without scripts. */
export function ContactButton({ core, purpose }: Props): ReactNode {
  const [said, setSaid] = useState('')
  // On a page that only a browser renders, `onid-contact-start={…}` does as well. Where a server rendered it, React 19 does not attach that.
  const listen = useCallback((button: IdContactButton) => {
    const hearing = new AbortController()
    const { signal } = hearing
    button.addEventListener(
      'id-contact-start',
      ({ detail }) => setSaid(`U gaat nu inloggen (${detail.purpose}).`),
      { signal },
    )
    button.addEventListener(
      'id-contact-return',
      ({ detail }) => setSaid(detail.reason ? 'U bent terug, zonder gesprek.' : 'U bent terug.'),
      { signal },
    )
    button.addEventListener('id-contact-end', () => setSaid('Het gesprek is klaar.'), { signal })
    return () => hearing.abort()
  }, [])
  return (
    <>
      <id-contact-button ref={listen} core={core} purpose={purpose} inline>
        <a href={`${core}/choose?purpose=${encodeURIComponent(purpose)}`}>Neem contact op</a>
      </id-contact-button>
      <p role="status">{said}</p>
    </>
  )
}
