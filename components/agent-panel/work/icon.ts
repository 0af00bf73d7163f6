import { html, type TemplateResult } from 'lit'

const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`

/** Our own drawings, always with text beside them. */
export const icons = {
  phone: icon(
    'M6.5 3h3l1.5 4.5-2 1.5a12 12 0 0 0 6 6l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.2 2 2 0 0 1 6.5 3z',
  ),
  chat: icon('M4 4h16v12H10l-4.5 4v-4H4z'),
  video: icon('M3 6h12v12H3zM15 11l6-4v10l-6-4z'),
  proven: icon('M12 2.5l8 3v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6zM8 12l3 3 5-6'),
  warning: icon('M12 3l10 18H2zM12 9.5v5.5M12 17.5v.5'),
}
