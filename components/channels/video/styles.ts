import { css } from 'lit'

export const styles = css`
  :host {
    color: var(--_id-contact-color-text);
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
  .choice {
    display: grid;
    gap: 0.25rem;
    inline-size: 100%;
    max-inline-size: 24rem;
  }
  label {
    font-weight: bold;
  }
  button,
  a.primary {
    gap: 0.5rem;
    max-inline-size: 100%;
  }
  select {
    min-block-size: 44px;
    padding: 0.375rem 1rem;
    inline-size: 100%;
    max-inline-size: 100%;
    font: inherit;
    color: inherit;
    background: var(--_id-contact-color-surface);
    border: 2px solid var(--_line);
    border-radius: var(--_id-contact-border-radius);
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
  @media (forced-colors: active) {
    [aria-pressed='true'] .which {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`
