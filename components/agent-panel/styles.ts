import { css } from 'lit'

export const styles = css`
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
    text-decoration: underline;
  }
  [aria-pressed='true'] {
    border-color: currentColor;
    font-weight: bold;
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

  /* Not none: Safari would no longer call it a list. */
  ul {
    list-style: '';
  }
  /* Its own scrolling, so that a long queue pushes nothing out of sight. The ring of what has the focus stays inside. */
  .queue ul {
    position: relative;
    max-block-size: max(24rem, 75vh);
    margin-inline: -6px;
    padding-inline: 6px;
    overflow: hidden auto;
    overflow-anchor: none;
  }
  .long::after {
    content: '';
    display: block;
    block-size: var(--_size);
  }
  .long > .row {
    position: absolute;
    inset-inline: 6px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding-block: 0.75rem;
    border-block-end: 1px solid var(--_hair);
    position: relative;
  }
  .row:first-child {
    border-block-start: 1px solid var(--_hair);
  }
  .row > div {
    flex: 1 1 11rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .note {
    flex-basis: 100%;
    font-style: italic;
  }
  .taken {
    font-style: italic;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1rem;
  }
  .channel {
    display: inline-flex;
    align-items: flex-start;
    gap: 0.375rem;
  }
  p.channel {
    display: flex;
    margin-block-start: 0.25rem;
  }
  .time {
    font-variant-numeric: tabular-nums;
  }
  form {
    padding-block-start: 0.5rem;
  }
  form > * + * {
    margin-block-start: 0.25rem;
  }
  label {
    font-weight: bold;
    margin-inline-end: 0.5rem;
  }
  input {
    flex: 1 1 12rem;
    min-inline-size: 0;
    max-inline-size: 14rem;
    background: var(--_id-contact-color-surface);
    color: inherit;
    border: 1px solid var(--_line);
    font-size: 1.25rem;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.05em;
  }
  select {
    max-inline-size: 100%;
    background: var(--_id-contact-color-surface);
    color: inherit;
  }
  input[aria-invalid] {
    border: 3px solid var(--_id-contact-color-error);
  }
  .error {
    display: flex;
    gap: 0.5rem;
    font-weight: bold;
    color: var(--_id-contact-color-error);
  }

  .band {
    display: flex;
    gap: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--_line);
    border-inline-start-width: 6px;
    border-radius: var(--_id-contact-border-radius);
    position: relative;
    z-index: 1;
    overflow-wrap: anywhere;
  }
  .band > :not(svg) {
    min-inline-size: 0;
  }
  .proven {
    border-color: var(--_id-contact-color-accent);
  }
  .warning {
    border-style: dashed;
    border-color: var(--_id-contact-color-text);
    border-inline-start-style: solid;
  }
  .bad {
    border: 3px solid var(--_id-contact-color-error);
    border-inline-start-width: 6px;
  }
  .bad b,
  .bad svg {
    color: var(--_id-contact-color-error);
  }
  .identification {
    border-inline-start: 6px solid var(--_line);
    padding-inline-start: 1rem;
  }
  .ask {
    flex-direction: column;
    gap: 0.5rem;
  }
  .details h3 {
    margin-block-start: 1.25rem;
  }
  dl > div {
    padding-block: 0.75rem;
    border-block-end: 1px solid var(--_hair);
  }
  dd {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 0.5rem 1rem;
  }
  /* Marks piled on letters, or very many letters, stay inside. */
  .value {
    flex: 1 1 11rem;
    display: block;
    min-inline-size: 0;
    padding-block: 0.5rem;
    overflow: clip;
    contain: paint;
    overflow-wrap: anywhere;
    font-size: 1.125rem;
    font-weight: bold;
    position: relative;
  }
  .settings {
    padding-block-end: 1rem;
    border-block-end: 1px solid var(--_hair);
  }
  .keys > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 1rem;
    padding-block: 0.25rem;
  }
  kbd {
    font: inherit;
    white-space: nowrap;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    font-weight: normal;
  }
  .choice input {
    flex: none;
    inline-size: 1.5rem;
    accent-color: var(--_id-contact-color-accent);
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
