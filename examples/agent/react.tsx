/** An interface of one's own in React. */
import { StrictMode, useEffect, useState, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect, followOwn, localText, visible } from 'id-contact/agent'
import type { AgentConversation, Desk, Queue } from 'id-contact/agent'
import { getToken } from './token.ts'

interface Standing {
  desk?: Desk
  queue?: Queue
  own: readonly AgentConversation[]
  hasFailed?: boolean
}

// #region hook
/** The desk for as long as a component is shown. A new object at each change, as React wants it. */
function useDesk(address: string): Standing {
  const [standing, setStanding] = useState<Standing>({ own: [] })
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    const change = (change: Partial<Standing>): void => {
      if (!signal.aborted) setStanding((before) => ({ ...before, ...change }))
    }
    const follow = async (): Promise<void> => {
      const desk = await connect(address, { getToken, signal })
      change({ desk })
      const queues = async () => {
        for await (const queue of desk.queue()) change({ queue })
      }
      const conversations = async () => {
        for await (const own of followOwn(desk)) change({ own })
      }
      await Promise.all([queues(), conversations()])
    }
    follow().catch(() => change({ hasFailed: true }))
    return () => leaving.abort()
  }, [address])
  return standing
}
// #endregion

function DeskView({ address }: { address: string }): ReactNode {
  const { desk, queue, own, hasFailed } = useDesk(address)
  if (hasFailed) return <p role="alert">Dat lukte niet</p>
  return (
    <>
      <p role="status">{queue?.status === 'lost' ? 'Geen verbinding' : ''}</p>
      <ul>
        {queue?.waiting.map(({ id, purposeName }) => (
          <li key={id}>
            <button type="button" onClick={() => void desk?.accept(id).catch(() => {})}>
              Neem op: {localText(purposeName, 'nl')}
            </button>
          </li>
        ))}
      </ul>
      {own[0] && <Conversation key={own[0].id} conversation={own[0]} />}
    </>
  )
}

function Conversation({ conversation }: { conversation: AgentConversation }): ReactNode {
  const [, setCount] = useState(0)
  useEffect(() => {
    const leaving = new AbortController()
    const follow = async (): Promise<void> => {
      for await (const _ of conversation.changes({ signal: leaving.signal }))
        setCount((count) => count + 1)
    }
    void follow()
    return () => leaving.abort()
  }, [conversation])
  return (
    <section>
      <ul>
        {conversation.attributes.map(({ tag, label, value }) => (
          <li key={tag}>
            {localText(label, 'nl')}: {visible(value)}
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => void conversation.end().catch(() => {})}>
        Hang op en wis
      </button>
    </section>
  )
}

createRoot(document.querySelector('#contact')!).render(
  <StrictMode>
    <DeskView address={document.body.dataset.desk!} />
  </StrictMode>,
)
