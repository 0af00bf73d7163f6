import { html, nothing, type TemplateResult } from 'lit'
import { plain } from '../../localization/language.ts'
import type { Filter } from '../filter.ts'
import type { View } from '../view.ts'
import { wordsIn } from './words/index.ts'

/** Narrows the queue to a purpose or a channel; not there while there is nothing to choose from. */
export function filterView({
  t,
  act,
  language,
  texts,
  rows,
  filter,
}: View): TemplateResult | typeof nothing {
  const words = wordsIn(language, texts?.work)
  const purposes = new Map<string, string>()
  for (const { purpose, purposeName } of rows)
    if (!purposes.has(purpose)) purposes.set(purpose, plain(purposeName, language) || purpose)
  if (filter.purpose && !purposes.has(filter.purpose)) purposes.set(filter.purpose, filter.purpose)
  const channels = (['phone', 'chat', 'video'] as const).filter(
    (channel) => channel === filter.channel || rows.some((row) => row.channel === channel),
  )
  const isChosen = filter.purpose || filter.channel
  if (!isChosen && purposes.size < 2 && channels.length < 2) return nothing
  const select = (id: keyof Filter, label: string, options: [string, string][]): TemplateResult =>
    html`<p>
      <label for=${`filter-${id}`}>${label}</label>
      <select
        id=${`filter-${id}`}
        @change=${(event: Event) => act.filter({ [id]: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${!filter[id]}>${words.all}</option>
        ${options.map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${filter[id] === value}>${name}</option>`,
        )}
      </select>
    </p>`
  return html`<div class="together" role="group" aria-label=${words.filter}>
    ${select('purpose', words.filterPurpose, [...purposes])}
    ${select(
      'channel',
      words.filterChannel,
      channels.map((channel) => [channel, t(channel)]),
    )}
  </div>`
}
