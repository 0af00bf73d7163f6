import { css } from 'lit'

export const styles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  .page {
    max-inline-size: 48rem;
    margin-inline: auto;
    color: var(--_id-contact-color-text);
    font-size: max(1rem, 16px);
    line-height: 1.5;
    text-align: start;
    overflow-wrap: break-word;
  }
  .page > * + * {
    margin-block-start: 1rem;
  }
  h1,
  h2,
  p {
    margin: 0;
  }
  h1 {
    font-size: 1.5rem;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.125rem;
  }
  .band {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
    border: 1px solid;
    border-inline-start-width: 6px;
    border-radius: var(--_id-contact-border-radius);
  }
  .together {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }
  [role='status'] {
    font-weight: bold;
  }
  form > p {
    margin-block-end: 0.5rem;
  }
  button,
  a.primary {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: 44px;
    padding: 0.375rem 1rem;
    border: 2px solid var(--_id-contact-color-accent);
    border-radius: var(--_id-contact-border-radius);
    font: inherit;
    font-weight: bold;
    text-align: center;
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
  .primary:hover,
  .secondary:hover {
    text-decoration: underline;
    text-decoration-thickness: 2px;
  }
  :focus-visible {
    outline: 3px solid var(--_id-contact-color-accent);
    outline-offset: 2px;
  }
  h1:focus,
  h2:focus {
    outline: 0;
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
  }
`
