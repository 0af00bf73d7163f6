import { css, type CSSResult } from 'lit'

/** Buttons, the focus ring, and words for screen readers alone, as every element has them that is a LitElement. */
export const controls: CSSResult = css`
  :host {
    display: block;
  }
  /* Where the tokens are: on the base of an element, or around one that stands in another. */
  :host,
  .base {
    --_line: color-mix(
      in srgb,
      var(--_id-contact-color-text) 60%,
      var(--_id-contact-color-surface)
    );
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
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
  .together {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }
  :focus-visible {
    outline: 3px solid var(--_id-contact-color-accent);
    outline-offset: 2px;
  }
  /* They get the focus by what somebody does, and there is nothing to press. */
  :is(h1, h2, h3):focus {
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
