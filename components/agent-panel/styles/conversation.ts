import { css } from 'lit'

/** Who the agent talks to, and how sure that is. */
export const conversation = css`
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
  @media (forced-colors: active) {
    .bad svg {
      color: CanvasText;
    }
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
    /* Beside its label, also when it is written the other way. Chromium has its own name for it. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    position: relative;
  }
`
