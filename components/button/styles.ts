/** The button in the page, and what it has in common with the dialog. */
export const styles = `
:host{display:inline-block;max-inline-size:100%}
:host([inline]){display:block}
:host([hidden]),[hidden]{display:none!important}
*{box-sizing:border-box}
.base{font-size:max(1rem,16px);line-height:1.5}
button,.primary{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-block-size:44px;min-inline-size:44px;padding:8px 16px;border:2px solid;border-radius:var(--_id-contact-border-radius);background:0 0;color:var(--_id-contact-color-accent);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.primary{border-color:transparent;background:var(--_id-contact-color-primary);color:var(--_id-contact-color-on-primary)}
:focus-visible{outline:3px solid var(--_id-contact-color-accent);outline-offset:2px}
`
