import { css } from 'lit'

export const styles = css`
  :host {
    color: var(--_id-contact-color-text);
  }
  p,
  ol {
    margin: 0;
    padding: 0;
  }
  /* Not none: Safari would no longer call it a list. */
  ol {
    list-style: '';
    display: grid;
    gap: 0.75rem;
  }
  .log {
    max-block-size: min(24rem, 60vh);
    min-block-size: 8rem;
    overflow-y: auto;
    padding: 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_id-contact-border-radius);
    overflow-wrap: anywhere;
  }
  li {
    max-inline-size: 90%;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_id-contact-border-radius);
    /* Marks piled on letters stay inside. */
    overflow: clip;
    contain: paint;
  }
  .own {
    margin-inline-start: auto;
    border-inline-end: 4px solid var(--_id-contact-color-accent);
  }
  .other {
    margin-inline-end: auto;
    border-inline-start: 4px solid var(--_id-contact-color-accent);
  }
  .text bdi {
    display: block;
    min-block-size: 1.5em;
  }
  .who {
    font-weight: bold;
  }
  time,
  .became,
  .hint,
  .typing {
    font-weight: normal;
    font-size: 0.9375rem;
  }
  .became {
    text-align: end;
  }
  .became.refused,
  .notice {
    font-weight: bold;
    color: var(--_id-contact-color-error);
  }
  /* The place is kept free, so that words that come and go move nothing. */
  .typing {
    min-block-size: 1.5rem;
    font-style: italic;
  }
  form {
    display: grid;
    gap: 0.25rem;
    justify-items: start;
  }
  label {
    font-weight: bold;
  }
  textarea {
    inline-size: 100%;
    min-block-size: 5rem;
    padding: 0.5rem;
    font: inherit;
    color: inherit;
    background: var(--_id-contact-color-surface);
    border: 2px solid var(--_line);
    border-radius: var(--_id-contact-border-radius);
    resize: vertical;
  }
  textarea[aria-invalid] {
    border-color: var(--_id-contact-color-error);
  }
  button {
    padding-inline: 1.25rem;
    margin-block-start: 0.25rem;
  }
`
