import { css } from 'lit'

/** How the agent likes to work. */
export const settings = css`
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
`
