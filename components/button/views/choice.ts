import { html, nothing, type TemplateResult } from 'lit/html.js'
import { enumeration, plain } from '../../localization/language.ts'
import type { Choice, View } from '../view.ts'
import { button, heading } from './button.ts'
import { closedView, detailsOf } from './hours.ts'

type Item = View['methods'][number] | View['channels'][number]

/** One question: by which channel, or with which method. One option is no question but a sentence. */
export function questionsView(view: View): TemplateResult {
  const { t, act, state, missing, channels, methods, choice } = view
  const asksChannel = state === 'channel'
  const items: Item[] = asksChannel ? channels : methods
  const [first] = items
  const title = heading(t(asksChannel ? 'channel' : first ? 'method' : 'without'))
  const chosen = channels.find(({ tag }) => tag === choice.commMethod)
  return html`<form novalidate @submit=${act.submit}>
    ${missing ? errorSummary(view) : nothing}
    ${question(view, items, title, asksChannel ? nothing : introduction(view))}
    ${asksChannel || !channels[1] ? closedView(view) : nothing}
    ${
      asksChannel
        ? nothing
        : html`${consent(view)}
          ${chosen?.channel === 'phone' ? html`<p>${t('codeAhead')}</p>` : nothing}`
    }
    <div class="actions">
      ${go(view)} ${!asksChannel && channels[1] ? button(t('back'), act.back) : nothing}
    </div>
    ${
      !asksChannel && first && !chosen?.callBack && view.options?.idContact?.unauthenticated
        ? html`<div class="box">
            <p>${t('withoutText')}</p>
            ${button(t('without'), act.withoutLogin)}
          </div>`
        : nothing
    }
  </form>`
}

/** Radios, none of them chosen, though the first may be recommended; with one method a sentence. */
export const question = (
  view: View,
  items: Item[],
  title: TemplateResult,
  text: TemplateResult | typeof nothing,
): TemplateResult =>
  items[1]
    ? html`<fieldset
        role="radiogroup"
        aria-invalid=${view.missing > 0}
        aria-describedby=${view.missing ? 'error' : nothing}
      >
        <legend>${title}</legend>
        ${text} ${items.map((item, index) => option(view, item, index))}
      </fieldset>`
    : html`${title}${text}${
        items[0]
          ? html`<p>
              ${view.t('methodOnly', { name: plain(items[0].name, view.language) })}
              ${detailsOf(view, items[0])}
            </p>`
          : nothing
      }`

/** The button of the next step, which says where it leads. */
export const go = ({ t, state, choice, methodName }: View): TemplateResult =>
  html`<button class="primary" part="primary">
    ${state === 'channel' || !choice.authMethod ? t('next') : t('methodGo', { name: methodName })}
  </button>`

function introduction(view: View): TemplateResult {
  const { t, channels, methods, language } = view
  const only = channels.length === 1 ? channels[0] : undefined
  const sentence =
    only?.channel === 'phone'
      ? t('channelOnlyPhone')
      : t('channelOnly', { name: plain(only?.name, language) })
  return html`<p>
    ${only && !only.callBack ? sentence : nothing} ${detailsOf(view, only)}
    ${t(methods[0] ? 'methodText' : 'withoutText')}
  </p>`
}

function option(view: View, item: Item, index: number): TemplateResult {
  const { t, act, choice, language, state, options } = view
  const key: keyof Choice = state === 'channel' ? 'commMethod' : 'authMethod'
  const isRecommended = !index && options?.idContact?.recommends
  const description = `${isRecommended ? t('recommended') : ''} ${detailsOf(view, item)}`.trim()
  return html`<label class="option">
    <input
      type="radio"
      name=${key}
      id="option${index}"
      .checked=${choice[key] === item.tag}
      @change=${() => act.choose({ [key]: item.tag })}
    />
    <span
      ><b>${plain(item.name, language)}</b>${
        description ? html`<small>${description}</small>` : nothing
      }</span
    >
    ${
      item.imagePath
        ? html`<img
            alt=""
            src=${item.imagePath}
            @error=${(event: Event) => (event.target as Element).remove()}
          />`
        : nothing
    }
  </label>`
}

/**
 * What is shared, with whom and why: only a core of ours tells. Where that is not the same for all methods, it is that of the chosen one, and
 * before anything is chosen that of each.
 */
export function consent({
  t,
  options,
  language,
  methods,
  choice,
}: View): TemplateResult | typeof nothing {
  const about = options?.idContact
  if (!about || !methods[0]) return nothing
  const chosen = methods.filter(({ tag }) => tag === choice.authMethod)
  const told = methods[0].attributes ? (chosen[0] ? chosen : methods) : [about]
  const listOf = ({ attributes = [] }: Pick<View['methods'][number], 'attributes'>): string =>
    enumeration(
      attributes.map(({ label }) => plain(label, language)),
      language,
    ) || t('consentNothing')
  return html`<dl class="box" part="consent">
      <dt>${t('consentWhat')}</dt>
      ${told.map(
        (one) =>
          html`<dd>
            ${told[1] && 'name' in one ? html`<b>${plain(one.name, language)}:</b> ` : nothing}${listOf(one)}
          </dd>`,
      )}
      <dt>${t('consentWith')}</dt>
      <dd>${plain(about.organisation, language)}</dd>
      <dt>${t('consentWhy')}</dt>
      <dd>${plain(about.purposeName, language)}</dd>
    </dl>
    <p>${t('consentErase')}</p>`
}

export const errorSummary = ({ t, state }: View): TemplateResult =>
  html`<p id="error" class="error" tabindex="-1">
    <b id="fault">${t('fault')}</b>
    <a
      href="#option0"
      @click=${(event: Event) => {
        event.preventDefault()
        const form = (event.target as Element).closest('form')!
        form.querySelector('input')!.focus()
      }}
      >${t(state === 'channel' ? 'channelMissing' : 'methodMissing')}</a
    >
  </p>`
