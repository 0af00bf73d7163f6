import { css } from 'lit'

export const styles = css`
  :host {
    display: block;
    color: var(--_id-contact-color-text);
    --_line: color-mix(
      in srgb,
      var(--_id-contact-color-text) 60%,
      var(--_id-contact-color-surface)
    );
  }
  * {
    box-sizing: border-box;
  }
  section {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
  }
  h2,
  p {
    margin: 0;
    max-inline-size: 100%;
    overflow-wrap: break-word;
  }
  h2 {
    font-size: 1.125rem;
  }
  h2:focus {
    outline: 0;
  }
  video {
    display: block;
    inline-size: 100%;
    background: #111;
    object-fit: cover;
    border-radius: var(--_id-contact-border-radius);
  }
  /* As in a mirror: people know themselves like that. */
  .own {
    transform: scaleX(-1);
  }
  .check .own {
    max-inline-size: 24rem;
    aspect-ratio: 16 / 9;
  }
  .pictures {
    position: relative;
    inline-size: 100%;
    max-inline-size: 48rem;
  }
  .other {
    aspect-ratio: 16 / 9;
    object-fit: contain;
  }
  .pictures .own {
    position: absolute;
    inset-block-end: 0.5rem;
    inset-inline-end: 0.5rem;
    inline-size: 25%;
    min-inline-size: 5rem;
    aspect-ratio: 4 / 3;
    border: 2px solid #fff;
  }
  .pictures .own.dark {
    display: none;
  }
  .other.dark {
    opacity: 0;
  }
  .pictures:has(.other.dark) {
    background: #111;
    border-radius: var(--_id-contact-border-radius);
  }
  .dark-text {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    color: #fff;
    font-size: 1.25rem;
    font-weight: bold;
  }
  .status {
    font-weight: bold;
    min-block-size: 1.5em;
  }
  .notice {
    font-weight: bold;
    color: var(--_id-contact-color-error);
  }
  .together {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }
  .choice {
    display: grid;
    gap: 0.25rem;
    inline-size: 100%;
    max-inline-size: 24rem;
  }
  label {
    font-weight: bold;
  }
  select,
  button,
  a.primary {
    min-block-size: 44px;
    padding: 0.375rem 1rem;
    border: 2px solid var(--_id-contact-color-accent);
    border-radius: var(--_id-contact-border-radius);
    font: inherit;
    max-inline-size: 100%;
  }
  select {
    inline-size: 100%;
    color: inherit;
    background: var(--_id-contact-color-surface);
    border-color: var(--_line);
  }
  button,
  a.primary {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    font-weight: bold;
    cursor: pointer;
  }
  .primary {
    background: var(--_id-contact-color-primary);
    border-color: var(--_id-contact-color-primary);
    color: var(--_id-contact-color-on-primary);
    text-decoration: none;
  }
  .secondary {
    background: var(--_id-contact-color-surface);
    color: var(--_id-contact-color-accent);
  }
  button:hover,
  a.primary:hover {
    text-decoration: underline;
    text-decoration-thickness: 2px;
  }
  .which {
    font-weight: normal;
    padding-inline: 0.375rem;
    border: 1px solid;
    border-radius: var(--_id-contact-border-radius);
  }
  [aria-pressed='true'] .which {
    background: var(--_id-contact-color-accent);
    color: var(--_id-contact-color-surface);
  }
  :focus-visible {
    outline: 3px solid var(--_id-contact-color-accent);
    outline-offset: 2px;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button,
    a.primary {
      border-color: ButtonText;
    }
    [aria-pressed='true'] .which {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
