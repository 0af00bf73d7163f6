/**
 * How the questions look: the options, what is missing, and what is shared. That something is missing is said in the colour of other text: of
 * some published tokens the colour for errors can hardly be read on the surface that they come with.
 */
export const questionStyles = `
fieldset,legend{min-inline-size:0;padding:0;border:0}
.option{display:flex;align-items:center;gap:12px;min-block-size:44px;margin-block:8px;padding:10px 12px;border:1px solid var(--line);border-radius:var(--_id-contact-border-radius);cursor:pointer}
.option:has(:checked){border-color:var(--_id-contact-color-accent);box-shadow:inset 0 0 0 1px var(--_id-contact-color-accent)}
.option:has(:focus-visible){outline:3px solid var(--_id-contact-color-accent);outline-offset:2px}
.option span{flex:1;min-inline-size:0}
.option input{flex:none;inline-size:24px;block-size:24px;margin:0;outline:0;accent-color:var(--_id-contact-color-accent)}
small{display:block;font-size:1em}
img{flex:none;inline-size:32px;block-size:32px;object-fit:contain}
.error{padding-block:4px;border-color:var(--_id-contact-color-error)}
.error a{display:inline-block;padding-block:10px;color:inherit}
dt{font-weight:600}
dd{margin:0 0 8px}
`
