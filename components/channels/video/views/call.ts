import { html, nothing, type TemplateResult } from 'lit'
import { fill } from '../../../localization/language.ts'
import type { View } from '../view.ts'
import { problemView } from './check.ts'

/** The call: the other side large, oneself small, and what can be turned on and off. */
export function callView(view: View): TemplateResult {
  const { words, side, call, devices, isMuted, act } = view
  const { incoming, state } = call!
  const name = words[`other_${side}`]
  const isDark = !incoming.video || state !== 'connected'
  const hasVoice = !!devices.tracks.audio && !isMuted
  return html`<section class="call" aria-labelledby="call">
    <h2 id="call" tabindex="-1">${words.call}</h2>
    <div class="pictures">
      <video class="other ${isDark ? 'dark' : ''}" aria-label=${name} autoplay playsinline></video>
      ${isDark ? html`<p class="dark-text" aria-hidden="true">${name}</p>` : nothing}
      <video
        class="own ${devices.tracks.video ? '' : 'dark'}"
        aria-label=${words.previewName}
        autoplay
        muted
        playsinline
      ></video>
    </div>
    <p role="status" class="status">${statusOf(view)}</p>
    ${problemView(view, 'video')} ${problemView(view, 'audio')}
    ${
      view.isBlocked
        ? html`<p>${words.playText}</p>
            <button class="primary" part="primary" @click=${act.play}>${words.play}</button>`
        : nothing
    }
    <div class="together" role="group" aria-label=${words.controls}>
      ${toggle(view, { name: words.microphone, isOn: hasVoice, kind: 'microphone', action: () => act.toggle('audio') })}
      ${toggle(view, { name: words.camera, isOn: !!devices.tracks.video, kind: 'camera', action: () => act.toggle('video') })}
      ${
        view.canCaption
          ? toggle(view, {
              name: words.captions,
              isOn: view.isCaptioned,
              kind: 'captions',
              action: act.caption,
            })
          : nothing
      }
      <button class="secondary hang-up" part="secondary" @click=${act.hangUp}>
        ${words.hangUp}
      </button>
    </div>
  </section>`
}

interface Toggle {
  name: string
  isOn: boolean
  kind: string
  action: () => void
}

/** The name stays the same; `aria-pressed` says which way it is, and the word beside it says so to who sees it. */
const toggle = ({ words }: View, { name, isOn, kind, action }: Toggle): TemplateResult =>
  html`<button
    class="secondary ${kind}"
    part="secondary"
    aria-pressed=${isOn ? 'true' : 'false'}
    @click=${action}
  >
    ${name} <span class="which" aria-hidden="true">${isOn ? words.on : words.off}</span>
  </button>`

function statusOf({ words, side, call }: View): string {
  const { state, incoming, hasLeft } = call!
  const name = words[`other_${side}`]
  if (state === 'waiting') return words[`${hasLeft ? 'left' : 'waiting'}_${side}`]
  if (state === 'reconnecting') return words.reconnecting
  if (state !== 'connected') return words.connecting
  const off = [
    ...(incoming.audio ? [] : [fill(words.silent, { name })]),
    ...(incoming.video ? [] : [fill(words.dark, { name })]),
  ]
  return off.length > 0 ? `${off.join('. ')}.` : words.connected
}
