import { html, nothing, type TemplateResult } from 'lit'
import type { Attribute } from '../../../src/agent/index.ts'
import { duration } from '../../localization/duration.ts'
import { fill, plain, timeOfDay } from '../../localization/language.ts'
import { dateInWords } from '../../../src/protocol/date-in-words.ts'
import { groupsOf } from '../../../src/protocol/groups.ts'
import { visible } from '../../../src/protocol/value.ts'
import type { View } from '../view.ts'
import { icons } from './icon.ts'
import { hasHiddenSigns, isMixed, isPiled } from '../../../src/protocol/suspicious.ts'
import { ticks } from './ticking.ts'
import { wordsIn } from './words/index.ts'
import { button, heading } from '../views/parts.ts'

/** Who it is, how sure that is, and the way to end. */
export function conversationView(view: View): TemplateResult {
  const { t, language, state, conversation, ending, surface, verdict } = view
  if (state === 'ended') return endedView(view)
  if (!conversation) return noneView(view)
  const purpose = plain(conversation.purposeName, language) || conversation.purpose
  const channel = t(conversation.channel)
  const time = timeOfDay(conversation.acceptedAt, language)
  const { status } = conversation.identity
  if (state === 'locked') return lockedView(view, purpose)
  const isProven = status === 'proven' && verdict !== 'bad'
  const isOn = ending === 'no'
  return html`<section
    class="conversation ${isOn && surface ? 'beside' : ''}"
    part="conversation"
    aria-labelledby="conversation-title"
  >
    <div class="who">
      ${heading('conversation-title', t('conversation', { purpose }))}
      <p class="channel">${icons[conversation.channel]}${t('via', { channel, time })}</p>
      ${isProven ? provenBand(view) : unprovenBand(view)}
      ${isProven && verdict !== 'checking' && isOn ? details(view) : nothing}
      ${isOn ? [callBack(view), identification(view), residentSees(view)] : nothing}
    </div>
    ${isOn ? surface : nothing}
    <div class="ways">
      ${
        ending === 'failed' ? html`<p class="error">${icons.warning}${t('endFailed')}</p>` : nothing
      }
      ${
        state === 'asking'
          ? question(view)
          : state === 'transferring'
            ? view.more!.transferView(view)
            : endButton(view)
      }
    </div>
  </section>`
}

// How sure it is stands before the values and outside their boxes, so that no value can push it away, cover or imitate it.
function provenBand(view: View): TemplateResult {
  const { t, language, conversation, verdict } = view
  if (verdict === 'checking') return html`<p>${t('checking')}</p>`
  const { authMethod, authMethodName, level, authenticatedAt, crossDevice } = conversation!.identity
  const method = plain(authMethodName, language) || authMethod || '?'
  const sure = level && t(level)
  // A method may carry its level in its name.
  const isNamed = !sure || method.toLowerCase().includes(sure.toLowerCase())
  const source = isNamed ? method : `${method} ${sure}`
  const when = authenticatedAt && moment(view, authenticatedAt)
  const proven = t(when ? 'proven' : 'provenPlain', { source, when })
  return html`${
      verdict === 'good'
        ? html`<p class="band proven" part="proven">${icons.proven}<b>${proven}</b></p>`
        : html`<p class="band warning" part="unchecked">
            ${icons.warning}<span><b>${t('unchecked')}</b> ${t('uncheckedText')} ${proven}.</span>
          </p>`
    }
    <p>${sureness(view)}</p>
    ${
      crossDevice
        ? html`<p class="band warning">${icons.warning}<span>${t('crossDevice')}</span></p>`
        : nothing
    }`
}

/** What the level means, and how fresh it is. */
function sureness({ language, texts, conversation, now }: View) {
  const words = wordsIn(language, texts?.work)
  const { level, authenticatedAt } = conversation!.identity
  const explained = level ? `${words[level]} ` : ''
  if (!authenticatedAt) return explained
  return ticks(() => {
    const age = Math.max(now() - +authenticatedAt, 60_000)
    const ago = fill(words.ago, { time: duration(age, language) })
    return `${explained}${ago}${age > stale ? `. ${words.stale}` : '.'}`
  })
}

/** From then on a proof is called old, in milliseconds. */
const stale = 60 * 60_000

function residentSees({ language, texts, conversation }: View): TemplateResult | typeof nothing {
  // Whoever is called back waits at the telephone.
  if (conversation!.callBack) return nothing
  const words = wordsIn(language, texts?.work)
  const { channel, identification } = conversation!
  const state = identification?.state
  const what = state === 'requested' || state === 'started' ? state : channel
  return html`<p>${words.sees} ${words[`sees_${what}`]}</p>`
}

function unprovenBand({ t, conversation }: View): TemplateResult {
  // Without a conversation it is a caller of whom nothing is known.
  const said = conversation?.identity.status ?? 'not_proven'
  // What the desk takes for proven, and this side does not.
  const status = said === 'proven' ? 'not_verified' : said
  return html`<p class="band ${status === 'not_verified' ? 'bad' : 'warning'}" part="unproven">
    ${icons.warning}<span><b>${t(status)}</b> ${t(`${status}Text`)}</span>
  </p>`
}

/** The resident is not there: whoever picked this up calls. */
function callBack({ t, conversation }: View): TemplateResult | typeof nothing {
  const called = conversation!.callBack
  if (!called) return nothing
  return html`<p>
    <a class="primary" part="primary" href="tel:${called.number}"
      >${t('callBackOn', { number: visible(called.display) })}</a
    >
  </p>`
}

/**
 * The question who it is, and what becomes of it. The button stays where it is: asking once more while the resident is at it changes nothing,
 * and nothing moves from under the agent.
 */
function identification({ t, act, conversation, settings }: View): TemplateResult {
  const { identification, identifiable } = conversation!
  return html`${
    identification
      ? html`<p class="identification" part="identification">
          ${t(`identification_${identification.state}`)}
        </p>`
      : nothing
  }
  ${identifiable ? html`<p>${button(t('identify'), act.identify, { id: 'identify', keys: settings!.keysOf('identify') })}</p>` : nothing}`
}

/** Today is what the desk says: the clock of this machine may be wrong. */
function moment({ t, language, now }: View, date: Date): string {
  const time = timeOfDay(date, language)
  if (date.toDateString() === new Date(now()).toDateString()) return t('today', { time })
  const day = date.toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric' })
  return t('onDay', { day, time })
}

function details(view: View): TemplateResult {
  const { t, conversation, language, texts } = view
  const { attributes } = conversation!
  if (!attributes.length) return html`<p>${t('noDetails')}</p>`
  const groups = groupsOf(attributes, wordsIn(language, texts?.work))
  return html`<div class="details" part="details">
    ${groups.map(
      ({ label, attributes }) =>
        html`${label === undefined ? nothing : html`<h3 part="group">${plain(label, language)}</h3>`}
          <dl>${attributes.map((attribute) => detail(view, attribute))}</dl>`,
    )}
  </div>`
}

function detail(
  { t, act, language, texts, revealed, copied, conversation, settings }: View,
  attribute: Attribute,
): TemplateResult {
  const label = plain(attribute.label, language) || attribute.tag
  const isRevealed = revealed.has(attribute)
  const isMasked = attribute.sensitive && !isRevealed
  // One press shows all that is masked, or masks all.
  const isAnyMasked = conversation!.attributes.some(
    (other) => other.sensitive && !revealed.has(other),
  )
  const keys = isMasked === isAnyMasked ? settings!.keysOf('reveal') : undefined
  const words = wordsIn(language, texts?.work)
  const shown = dateInWords(attribute, language) ?? visible(attribute.value)
  const isFolded = shown.length > folded && !attribute.sensitive
  const notes = isMasked
    ? []
    : [
        hasHiddenSigns(attribute.value) && words.hiddenSigns,
        isMixed(attribute.value) && words.mixed,
        isPiled(attribute.value) && words.piled,
      ].filter((note) => note !== false)
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${
        isMasked
          ? html`<span class="value"
              ><span aria-hidden="true">••••••••</span
              ><span class="spoken">${t('hidden')}</span></span
            >`
          : html`<bdi class="value" part="value"
              >${isFolded && !isRevealed ? `${beginningOf(shown)}…` : shown}</bdi
            >`
      }
      <span class="together">
        ${
          attribute.sensitive
            ? button(t(isMasked ? 'show' : 'hide'), () => act.toggle(attribute), {
                about: label,
                keys,
              })
            : nothing
        }
        ${
          isFolded
            ? button(isRevealed ? words.showLess : words.showAll, () => act.toggle(attribute), {
                about: label,
              })
            : nothing
        }
        ${button(t(copied === attribute ? 'copyDone' : 'copy'), () => act.copy(attribute), {
          about: label,
        })}
      </span>
      ${notes.map((note) => html`<span class="note">${note}</span>`)}
    </dd>
  </div>`
}

/** Longest value that is shown whole at once, in characters. */
const folded = 400

/** Not half of a character that is two for a program. */
const beginningOf = (text: string): string => text.slice(0, folded).replace(/[\ud800-\udbff]$/, '')

const endButton = ({ t, act, purposes, settings }: View): TemplateResult =>
  html`<div class="together">
    <slot name="actions"></slot>
    ${purposes[1] ? button(t('transfer'), act.askTransfer, { id: 'transfer' }) : nothing}
    ${button(t('end'), act.ask, { kind: 'primary', id: 'end', keys: settings!.keysOf('end') })}
  </div>`

const question = ({ t, act }: View): TemplateResult =>
  html`<div class="band warning ask" role="group" aria-labelledby="question">
    <h3 id="question" tabindex="-1">${t('endQuestion')}</h3>
    <p>${t('endText')}</p>
    <div class="together">
      ${button(t('endYes'), act.end, { kind: 'primary' })} ${button(t('endNo'), act.keep)}
    </div>
  </div>`

/** A video call goes on being seen; what was written in a chat is put away too. */
const lockedView = (
  { t, act, locked, conversation, surface }: View,
  purpose: string,
): TemplateResult =>
  html`<section class="conversation" part="conversation" aria-labelledby="conversation-title">
    ${heading('conversation-title', t('conversation', { purpose }))}
    <p class="band warning" part="locked">
      ${icons.warning}<span><b>${t('locked')}</b> ${t(`locked_${locked}`)}</span>
    </p>
    ${button(t(locked === 'elsewhere' ? 'takeOver' : 'unlock'), act.unlock, { kind: 'primary', id: 'unlock' })}
    ${conversation!.channel === 'video' ? surface : nothing}
  </section>`

const endedView = ({ t, act, ended, language, texts, presence }: View): TemplateResult =>
  html`<section class="conversation" aria-labelledby="conversation-title">
    ${heading('conversation-title', t('ended'))}
    <p>${t(`${ended}Text`)}</p>
    ${
      presence === 'away'
        ? nothing
        : html`<p>${wordsIn(language, texts?.work).wrapUpText}</p>
            ${button(wordsIn(language, texts?.work).wrapUp, () => act.setPresence('away'), { id: 'wrap-up' })}`
    }
  </section>`

const noneView = (view: View): TemplateResult => {
  const { t, isUnknownCaller } = view
  return html`<section
    class="conversation ${isUnknownCaller ? '' : 'none'}"
    aria-labelledby="conversation-title"
  >
    ${heading('conversation-title', t(isUnknownCaller ? 'phone' : 'none'))}
    ${isUnknownCaller ? unprovenBand(view) : html`<p>${t('noneText')}</p>`}
  </section>`
}
