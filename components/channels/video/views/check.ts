import { html, nothing, type TemplateResult } from 'lit'
import type { Device } from '../../../../src/video/media.ts'
import type { Kind } from '../../../../src/video/peer.ts'
import { fill } from '../../../localization/language.ts'
import type { View } from '../view.ts'

/** A look at camera and microphone, before anybody else sees or hears anything. */
export function checkView(view: View): TemplateResult {
  const { words, screen, act } = view
  return html`<section class="check" aria-labelledby="check">
    <h2 id="check" tabindex="-1">${words.check}</h2>
    ${screen === 'preview' ? previewView(view) : nothing}
    ${
      screen === 'ask'
        ? html`<p>${words.checkText}</p>
            <div class="together">
              <button class="primary" part="primary" @click=${act.open}>${words.open}</button>
              <button class="secondary" part="secondary" @click=${act.joinAudio}>
                ${words.joinAudio}
              </button>
            </div>`
        : nothing
    }
    ${screen === 'opening' ? html`<p role="status">${words.opening}</p>` : nothing}
  </section>`
}

function previewView(view: View): TemplateResult {
  const { words, devices, act } = view
  const { tracks, problems, list } = devices
  const hasProblem = !!(problems.audio || problems.video)
  return html`${problemView(view, 'video')} ${problemView(view, 'audio')}
    ${
      tracks.video
        ? html`<video
              class="own"
              aria-label=${words.previewName}
              autoplay
              muted
              playsinline
            ></video>
            <p>${words.preview}</p>`
        : nothing
    }
    ${tracks.video ? chooser(view, 'video', list.cameras) : nothing}
    ${tracks.audio ? chooser(view, 'audio', list.microphones) : nothing}
    <div class="together">
      ${
        tracks.audio || tracks.video
          ? html`<button class="primary" part="primary" @click=${act.join}>
              ${tracks.video ? words.join : words.joinAudio}
            </button>`
          : nothing
      }
      ${
        tracks.audio && tracks.video
          ? html`<button class="secondary" part="secondary" @click=${act.joinAudio}>
              ${words.joinAudio}
            </button>`
          : nothing
      }
      ${
        tracks.audio || tracks.video
          ? nothing
          : html`<button class="secondary" part="secondary" @click=${act.joinNothing}>
              ${words.joinNothing}
            </button>`
      }
      ${
        hasProblem
          ? html`<button class="secondary" part="secondary" @click=${act.open}>
              ${words.again}
            </button>`
          : nothing
      }
    </div>`
}

export function problemView({ words, devices }: View, kind: Kind): TemplateResult | typeof nothing {
  const problem = devices.problems[kind]
  if (!problem) return nothing
  const name = kind === 'video' ? 'camera' : 'microphone'
  return html`<p class="notice" role="alert">${words[`${name}_${problem}`]}</p>`
}

function chooser({ words, devices, act }: View, kind: Kind, all: Device[]) {
  if (all.length < 2) return nothing
  const name = kind === 'video' ? words.camera : words.microphone
  const current = devices.tracks[kind]?.getSettings().deviceId
  const change = (event: Event): void => act.choose(kind, (event.target as HTMLSelectElement).value)
  return html`<p class="choice">
    <label for=${kind}>${name}</label>
    <select id=${kind} @change=${change}>
      ${all.map(
        ({ id, label }, index) =>
          html`<option value=${id} ?selected=${id === current}>
            ${label || fill(words.device, { name, count: String(index + 1) })}
          </option>`,
      )}
    </select>
  </p>`
}
