import { css } from 'lit'

export const styles = css`
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
  [role='status'] {
    font-weight: bold;
  }
  form > p {
    margin-block-end: 0.5rem;
  }
`
