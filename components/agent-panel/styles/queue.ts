import { css } from 'lit'

/** Who waits, and the ways to take somebody. */
export const queue = css`
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
`
