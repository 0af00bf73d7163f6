import type { CitizenConversation, RequestError } from '../../src/client/index.ts'
import { timeOfDay } from '../localization/language.ts'
import type { Contact } from './contact.ts'
import { loadQr } from './load-qr.ts'
import type { ConversationActions } from './view.ts'
import { forget, settle, show, toward } from './standing.ts'

/** What the buttons do from the way back on. */
export function conversationActions(contact: Contact): ConversationActions {
  const sayFailure = ({ reference }: Partial<RequestError> = {}) => {
    const { t } = contact
    const number = () => (reference ? ` ${t('reference', { reference })}` : '')
    contact.say(() => `${t('failure')}. ${t('failureText')}${number()}`)
  }
  let isBusy = false

  /** A click on a button that is still busy does nothing. */
  async function change(
    verb: 'extend' | 'renew' | 'decline' | 'logOut' | 'end',
    then?: (conversation: CitizenConversation) => void,
  ): Promise<void> {
    const { conversation } = contact
    if (!conversation || isBusy) return
    isBusy = true
    try {
      await conversation[verb]().catch((error: Partial<RequestError>) => {
        // Refused: it stands otherwise than this page shows.
        if (error.status! < 500) return conversation.refresh()
        throw error
      })
      then?.(conversation)
      settle(contact, false)
    } catch (error) {
      sayFailure(error as Partial<RequestError>)
    } finally {
      isBusy = false
    }
  }

  return {
    otherWay() {
      contact.choice = { commMethod: contact.choice.commMethod }
      contact.ask()
    },
    async copy() {
      let key: 'copied' | 'copyFailed' = 'copied'
      try {
        await navigator.clipboard.writeText(contact.conversation!.phone!.code!)
      } catch {
        key = 'copyFailed'
      }
      contact.say(() => contact.t(key))
    },
    async showQr() {
      try {
        const { qrPath } = await loadQr()
        contact.qr = qrPath(contact.conversation!.phone!.telUrl)
        contact.changed()
      } catch {
        sayFailure()
      }
    },
    extend() {
      const before = contact.conversation?.phone?.expiresAt
      void change('extend', ({ phone }) => {
        const time = phone?.expiresAt
        if (!time || time <= before!) return
        contact.to('phone')
        contact.say(() => contact.t('extended', { time: timeOfDay(time, contact.language) }))
      })
    },
    renew: () =>
      void change('renew', ({ state }) => {
        // A new code is another picture.
        contact.qr = undefined
        if (state !== 'ended') return
        // What was proved no longer counts: only a new start helps.
        forget(contact)
        contact.to('late')
      }),
    identify: () => toward(contact, 'identify'),
    decline: () =>
      void change('decline', () => {
        contact.setback = undefined
        show(contact)
      }),
    logOut: () => void change('logOut', () => contact.say(() => contact.t('loggedOut'))),
    askStop: () => contact.to('stopping'),
    keep() {
      show(contact)
      settle(contact, false)
    },
    stop: () => void change('end'),
  }
}
