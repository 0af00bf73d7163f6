import { css } from 'lit'

/** The panel as a whole: its columns, what is typed and pressed in it, and what it says. */
export const panel = css`
  :host {
    container-type: inline-size;
    min-inline-size: 0;
  }
  .panel {
    padding: 1rem;
    background: var(--_id-contact-color-surface);
    color: var(--_id-contact-color-text);
    font-size: max(1rem, 16px);
    line-height: 1.5;
    text-align: start;
    overflow-wrap: break-word;
    --_hair: color-mix(
      in srgb,
      var(--_id-contact-color-text) 20%,
      var(--_id-contact-color-surface)
    );
  }
  .columns {
    display: grid;
    gap: 1.5rem;
    grid-template-columns: minmax(0, 1fr);
  }
  .none {
    display: none;
  }
  @container (inline-size >= 640px) {
    .columns {
      grid-template-columns: minmax(16rem, 2fr) minmax(0, 3fr);
      column-gap: 2rem;
    }
    .queue {
      grid-area: 1 / 1;
    }
    .conversation {
      grid-area: 1 / 2;
      display: block;
      border-inline-start: 1px solid var(--_hair);
      padding-inline-start: 2rem;
    }
  }
  /* A wide screen has who it is and what is said side by side, so that nobody scrolls between the two. */
  @container (inline-size >= 70rem) {
    .columns:has(.beside) {
      grid-template-columns: 18rem minmax(0, 1fr);
    }
    .beside {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      column-gap: 2rem;
      align-content: start;
    }
    .beside > :last-child {
      grid-column: 1 / -1;
    }
    .beside > :nth-child(2) {
      margin-block-start: 0;
    }
  }
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.25rem;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 1rem;
  }
  section > * + *,
  .who > * + *,
  .ways > * + *,
  form > * + * {
    margin-block-start: 1rem;
  }
  .count {
    font-size: 1rem;
    font-weight: normal;
    margin-inline-start: 0.5rem;
  }
  .agent {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    overflow-wrap: anywhere;
  }
  .agent > span {
    flex: 1 1 8rem;
  }
  .notice {
    max-inline-size: 32rem;
  }

  select,
  input {
    font: inherit;
    min-block-size: 44px;
    border: 2px solid var(--_id-contact-color-accent);
    border-radius: var(--_id-contact-border-radius);
    padding: 0.375rem 1rem;
  }
  .plain {
    min-inline-size: 44px;
    background: none;
    border-color: transparent;
    padding-inline: 0.25rem;
    color: var(--_id-contact-color-accent);
    font-weight: normal;
    text-align: start;
    text-decoration: underline;
  }
  [aria-pressed='true'] {
    border-color: currentColor;
    font-weight: bold;
  }
  @media (forced-colors: active) {
    [aria-pressed='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
      outline-color: CanvasText;
    }
  }
  svg {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    margin-block: 0.125em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  /* A page may say otherwise of what is its own. */
  ::slotted(*) {
    font: inherit;
    min-block-size: 44px;
  }
  ::slotted(:focus-visible) {
    outline: 3px solid var(--_id-contact-color-accent);
    outline-offset: 2px;
  }
  .together {
    gap: 0.5rem;
  }
  .together > p {
    min-inline-size: 0;
  }
  /* The place is kept free, so that words that come and go move nothing. */
  .said {
    min-block-size: 1.5em;
    margin-block: 0.25rem;
    font-weight: bold;
  }
  .said + * {
    margin-block-start: 0;
  }
`
