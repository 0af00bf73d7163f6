/** Contact in a React page with words of its own, on the SDK. `ContactButton.tsx` has our element. */
import { useEffect, useState, type ReactNode } from 'react'
import { discover, localText, resume, ReturnError, start } from 'id-contact'
import type { CitizenConversation, Options } from 'id-contact'

interface Props {
  /** The address of the core. */
  core: string
  /** Tag of the purpose. */
  purpose: string
}

/** Where a resident is: nowhere yet, choosing, in a conversation, done; or something did not work. */
type Step =
  | { is: 'loading' | 'ended' }
  | { is: 'choosing'; options: Options }
  | { is: 'waiting'; conversation: CitizenConversation }
  | { is: 'problem'; text: string }

export function Contact({ core, purpose }: Props): ReactNode {
  const [step, setStep] = useState<Step>({ is: 'loading' })
  const fail = (error: unknown): void => setStep({ is: 'problem', text: sentenceFor(error) })

  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    takeUp(core, purpose, signal).then(setStep, (error) => {
      if (!signal.aborted) fail(error)
    })
    return () => leaving.abort()
  }, [core, purpose])

  switch (step.is) {
    case 'loading':
      return <p>Even geduld</p>
    case 'ended':
      return <p>Het gesprek is voorbij.</p>
    case 'problem':
      return <p role="alert">{step.text}</p>
    case 'choosing':
      return (
        <Questions
          options={step.options}
          onChoice={(authMethod, commMethod) =>
            start(core, { purpose, authMethod, commMethod }).then((attempt) => attempt.go(), fail)
          }
        />
      )
    case 'waiting':
      return (
        <Waiting
          conversation={step.conversation}
          onStop={() => step.conversation.end().then(() => setStep({ is: 'ended' }), fail)}
        />
      )
  }
}

/** What this tab has started before; else, what there is to choose from. */
async function takeUp(core: string, purpose: string, signal: AbortSignal): Promise<Step> {
  const conversation = await resume(core, { purpose, signal })
  if (conversation) return { is: 'waiting', conversation }
  return { is: 'choosing', options: await discover(core, purpose, { signal }) }
}

const sentenceFor = (error: unknown): string =>
  error instanceof ReturnError && error.reason === 'cancelled'
    ? 'U bent gestopt met inloggen. U kunt opnieuw beginnen.'
    : 'Het lukt nu niet. Probeer het later opnieuw.'

interface QuestionsProps {
  options: Options
  onChoice(authMethod: string, commMethod: string): void
}

const Questions = ({ options, onChoice }: QuestionsProps): ReactNode => (
  <ul>
    {options.authMethods.flatMap((auth) =>
      options.commMethods.map((comm) => (
        <li key={`${auth.tag} ${comm.tag}`}>
          <button type="button" onClick={() => onChoice(auth.tag, comm.tag)}>
            {localText(comm.name, 'nl')}, met {localText(auth.name, 'nl')}
          </button>
        </li>
      )),
    )}
  </ul>
)

interface WaitingProps {
  conversation: CitizenConversation
  onStop(): void
}

const Waiting = ({ conversation: { phone, url }, onStop }: WaitingProps): ReactNode => (
  <>
    {phone && (
      <p>
        Bel <a href={phone.telUrl}>{phone.display}</a> en toets <output>{phone.code}</output>
      </p>
    )}
    {url && <a href={url}>Ga naar het gesprek</a>}
    <button type="button" onClick={onStop}>
      Stoppen
    </button>
  </>
)
