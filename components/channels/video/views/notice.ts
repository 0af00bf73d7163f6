import { html, type TemplateResult } from 'lit'
import type { View } from '../view.ts'

/** Why there is no call here now, and the way back into it. */
export function noticeView({ words, screen, act }: View): TemplateResult {
  if (screen === 'ended') return html`<p class="status">${words.ended}</p>`
  const key = screen === 'taken' ? 'taken' : 'hungUp'
  return html`<section aria-labelledby="notice">
    <h2 id="notice" tabindex="-1">${words[key]}</h2>
    <p>${words[`${key}Text`]}</p>
    <button class="secondary" part="secondary" @click=${act.rejoin}>
      ${key === 'taken' ? words.takeBack : words.rejoin}
    </button>
  </section>`
}

/** The two meet at a platform. The address opens the room, so it goes along with no Referer and gives the new window no hold on this one. */
export const placeView = ({ words, side }: View, url: string): TemplateResult =>
  html`<section aria-labelledby="place">
    <h2 id="place" tabindex="-1">${words.elsewhere}</h2>
    <p>${side === 'agent' ? words.elsewhereTextAgent : words.elsewhereText}</p>
    <p>
      <a class="primary" part="primary" href=${url} target="_blank" rel="noopener noreferrer"
        >${words.elsewhereLink}<span class="spoken"> ${words.newWindow}</span></a
      >
    </p>
  </section>`
