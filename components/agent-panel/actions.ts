import type { AgentConversation, Attribute, Desk, RequestError } from '../../src/agent/index.ts'
import { copyable } from '../../src/protocol/value.ts'
import { duration } from '../localization/duration.ts'
import { plain } from '../localization/language.ts'
import { elsewhere } from './announcer.ts'
import { digitsOf, isComplete, regroup } from './code-field.ts'
import type { Controller } from './controller.ts'
import { aboutOf } from './events.ts'
import { fitting } from './filter.ts'
import { loadMore } from './load-more.ts'
import type { Session } from './session.ts'
import type { Actions } from './view.ts'

/** What the agent does, and what is said when it does not work. */
export function actionsOf(panel: Controller): Actions & { refused(error: unknown): void } {
  const { host, memory } = panel

  async function take(how: (desk: Desk) => Promise<AgentConversation | undefined>, id = '') {
    const { session } = panel
    panel.lock.lift()
    try {
      const conversation = await session?.take(how)
      if (conversation === 'nobody') panel.announcer.say(panel.t('nobody'))
      else if (conversation) {
        // What was said of the queue: that they are new in it, for instance.
        panel.announcer.say('')
        host.focus('conversation-title')
        host.dispatch('id-contact-accept', aboutOf(conversation))
      }
    } catch (error) {
      if (session === panel.session) refused(error, id)
    }
    host.changed()
  }

  /** Whoever waits longest of those whom the agent wants to see. The desk knows channels; of a purpose it is the first that no colleague has. */
  async function next(desk: Desk): Promise<AgentConversation | undefined> {
    const { filter } = memory
    if (!filter.purpose)
      return desk.acceptNext(filter.channel ? { channels: [filter.channel] } : {})
    for (const { id, isTaken } of fitting(panel.session?.rows ?? [], filter)) {
      if (isTaken) continue
      try {
        return await desk.accept(id)
      } catch (error) {
        if (!/_(TAKEN|GONE)$/.test((error as RequestError).code)) throw error
      }
    }
    return undefined
  }

  function refused(error: unknown, id = ''): void {
    const { t, announcer } = panel
    const { code, retryAfter } = error as Partial<RequestError>
    if (code === 'ERR_ID_CONTACT_TAKEN') {
      panel.session?.taken(id)
      announcer.say(t('taken'), elsewhere)
    } else if (code === 'ERR_ID_CONTACT_GONE') announcer.say(t('gone'))
    else if (code === 'ERR_ID_CONTACT_UNKNOWN_CODE') sayCode(t('codeUnknown'))
    else if (code === 'ERR_ID_CONTACT_TOO_MANY_CODES') {
      const left = retryAfter && duration(retryAfter * 1000, panel.catalogue.language)
      sayCode(left ? t('codeTooMany', { left }) : t('codeTooManyLater'))
    } else panel.failed(error)
  }

  function sayCode(text: string): void {
    memory.codeError = text
    panel.announcer.say(text, elsewhere)
  }

  async function end(): Promise<void> {
    const { session } = panel
    memory.ending = 'busy'
    host.changed()
    try {
      host.focus('conversation-title')
      await session?.end()
    } catch (error) {
      if (session !== panel.session) return
      memory.ending = 'failed'
      panel.happen('keep')
      panel.report(error)
      panel.announcer.say(panel.t('endFailed'), elsewhere)
    }
  }

  async function copy(attribute: Attribute): Promise<void> {
    const label = plain(attribute.label, panel.catalogue.language) || attribute.tag
    try {
      await navigator.clipboard.writeText(copyable(attribute.value))
      memory.copied = attribute
      panel.announcer.say(panel.t('copied', { label }))
    } catch {
      panel.announcer.say(panel.t('copyFailed'))
    }
  }

  /** Something that changes nothing here when it does not work. */
  async function attempt(work: (session: Session) => Promise<void>): Promise<void> {
    const { session } = panel
    try {
      if (session) await work(session)
    } catch (error) {
      if (session === panel.session) panel.failed(error)
    }
    host.changed()
  }

  return {
    refused,
    retry: () => panel.restart(),
    signOut: () =>
      void attempt(async (session) => {
        await session.signOut()
        // In every tab.
        panel.lock.tabs?.tell('sign_out')
        panel.restart()
      }),
    setPresence: (presence) => void attempt((session) => session.setPresence(presence)),
    acceptNext: () => void take(next),
    filter(change) {
      memory.filter = { ...memory.filter, ...change }
      host.changed()
    },
    accept: (id) => void take((desk) => desk.accept(id), id),
    typeCode(event) {
      const field = event.target as HTMLInputElement
      regroup(field)
      memory.code = field.value
      host.changed()
    },
    acceptCode(event) {
      event.preventDefault()
      memory.codeError = isComplete(memory.code) ? '' : panel.t('codeIncomplete')
      if (memory.codeError) sayCode(memory.codeError)
      else void take((desk) => desk.acceptCode(digitsOf(memory.code)))
      host.changed()
    },
    toggle(attribute) {
      if (!memory.revealed.delete(attribute)) memory.revealed.add(attribute)
      host.changed()
    },
    copy: (attribute) => void copy(attribute),
    identify() {
      panel.news.repeat()
      void attempt((session) => session.identify())
    },
    ask() {
      host.focus('question')
      panel.happen('ask')
    },
    toggleOverview: () =>
      void attempt(async ({ desk }) => {
        panel.more ??= await loadMore()
        panel.overview =
          panel.overview || !desk ? undefined : panel.more.overview(desk, panel.texts?.more)
      }),
    askTransfer: () =>
      void attempt(async () => {
        panel.more ??= await loadMore()
        host.focus('question')
        panel.happen('transfer')
      }),
    transfer: (purpose) =>
      void attempt((session) => {
        host.focus('conversation-title')
        return session.transfer(purpose)
      }),
    keep() {
      host.focus(panel.state === 'asking' ? 'end' : 'transfer')
      panel.happen('keep')
    },
    lock() {
      host.focus('unlock')
      panel.lock.put('asked')
    },
    unlock: () =>
      void attempt(async () => {
        host.focus('conversation-title')
        await panel.lock.open()
      }),
    end: () => void end(),
  }
}
