import { RequestError } from '../../protocol/errors.ts'
import { isLanguage } from '../../protocol/messages-frame.ts'
import { originOf } from '../../protocol/url.ts'
import { AgentFrame } from './agent-frame.ts'

/** What {@link embed} takes. */
export interface FrameOptions {
  /** The desk's address, for instance `https://balie.gemeente.example`. */
  desk: string | URL
  /**
   * Gives the agent tool's own token for the desk. Asked for at every request of the panel, and once more when the desk refused it. Without it the
   * agent signs in at the desk, which works where your page and the desk are of one site: elsewhere browsers keep the cookie back.
   */
  getToken?: () => string | Promise<string>
  /**
   * The language of the panel (BCP 47): `nl`, `en`, `de`, `fr`, `tr`, `ar`, `pl`, `uk` or `es`; any other becomes Dutch. Default: the language around
   * `place`.
   */
  lang?: string
  /**
   * Whether the panel's keyboard shortcuts work while the focus is in the frame: `page` (default) or `off`. Keys pressed elsewhere in your page never
   * come to it, and each agent can turn them off too.
   */
  shortcuts?: 'page' | 'off'
  /** What the frame is called for screen readers. Default `ID Contact`. */
  title?: string
  /** Closes the frame. */
  signal?: AbortSignal
}

/** What the panel does in the frame: it may not navigate your page. */
const sandbox = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
].join(' ')

/**
 * Puts the panel into a frame at the end of `place`. The operator of the desk lists your page's origin under `[[desk.frames]]`: anywhere else browsers
 * refuse to show it.
 *
 * @throws RequestError `ERR_ID_CONTACT_REFUSED` when `desk` is no plain http(s) address
 */
export function embed(place: Element, options: FrameOptions): AgentFrame {
  const { signal, title = 'ID Contact' } = options
  const base = String(options.desk).replace(/\/+$/, '')
  const origin = originOf(base)
  if (!origin) throw new RequestError('ERR_ID_CONTACT_REFUSED')
  const asked = options.lang ?? place.closest<HTMLElement>('[lang]')?.lang ?? ''
  const lang = isLanguage(asked) ? asked : 'nl'
  const element = document.createElement('iframe')
  element.title = title
  element.allow = ['camera', 'microphone', 'display-capture', 'clipboard-write', 'autoplay'].join(
    '; ',
  )
  element.referrerPolicy = 'no-referrer'
  element.setAttribute('sandbox', sandbox)
  element.style.cssText = 'border: 0; inline-size: 100%; block-size: 100%'
  element.src = `${base}/frame?${new URLSearchParams({ parent: location.origin, lang })}`
  const { getToken, shortcuts } = options
  const frame = new AgentFrame({ element, origin, lang, getToken, shortcuts })
  if (signal?.aborted) frame.close()
  else {
    place.append(element)
    signal?.addEventListener('abort', () => frame.close(), { once: true })
  }
  return frame
}
