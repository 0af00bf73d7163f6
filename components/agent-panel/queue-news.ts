import type { WaitingConversation } from '../../src/agent/index.ts'
import { plain } from '../localization/language.ts'
import { elsewhere, type Announcer } from './announcer.ts'
import type { Session } from './session.ts'
import type { View } from './view.ts'

interface Told {
  announcer: Announcer
  session: Session | undefined
  language: string
  t: View['t']
}

/** What is said of the queue. Whoever is talking to somebody is not spoken to. */
export class QueueNews {
  /** How many came since the last time that this was said. */
  #arrived = 0

  forget(): void {
    this.#arrived = 0
  }

  arrival(row: WaitingConversation, told: () => Told): void {
    this.#arrived++
    told().announcer.mention(() => {
      const { session, t, language } = told()
      const count = session?.rows.filter(({ isTaken }) => !isTaken).length
      const isSeveral = this.#arrived > 1
      this.#arrived = 0
      if (session?.conversation || !count) return undefined
      if (isSeveral) return t('arrivals', { count: String(count) })
      return t('arrival', { purpose: purposeOf(row, language), channel: t(row.channel) })
    })
  }

  taken(row: WaitingConversation, { announcer, session, language, t }: Told): void {
    if (session?.conversation) return
    const text = `${purposeOf(row, language)}: ${t('taken')}`
    announcer.mention(() => text, { mayWait: false, ...elsewhere })
  }
}

const purposeOf = (row: WaitingConversation, language: string): string =>
  plain(row.purposeName, language) || row.purpose
