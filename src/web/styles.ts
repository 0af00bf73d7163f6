/** How the pages of our servers look: calm, plain, readable at 320 px, in the dark and in forced colours. */
export const styles = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 1.5rem 1rem 3rem; color: light-dark(#1b2327, #e8eef2); background: light-dark(#fff, #101a21); overflow-wrap: break-word; }
main, header { max-inline-size: 32rem; margin-inline: auto; }
.wide { max-inline-size: 80rem; }
header { box-sizing: border-box; margin-block-end: 1.5rem; padding-block-end: .75rem; border-block-end: 1px solid light-dark(#c3ccd1, #3c4a53); font-weight: 700; }
header::first-letter { text-transform: uppercase; }
footer { margin-block-start: 1.5rem; padding-block-start: .75rem; border-block-start: 1px solid light-dark(#c3ccd1, #3c4a53); }
h1, h2, h3, legend { font-size: 1.5rem; line-height: 1.25; font-weight: 700; margin: 0 0 1rem; padding: 0; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.0625rem; }
p, dl, fieldset, ul { margin: 0 0 1rem; }
fieldset { border: 0; padding: 0; min-inline-size: 0; }
a { color: light-dark(#00527e, #7cc4ee); }
footer a { white-space: nowrap; }
dt { font-weight: 700; }
dd { margin: 0; }
.box { border: 1px solid; border-radius: 4px; padding: 1rem; }
.error { border-inline-start: 4px solid; padding-inline-start: 1rem; color: light-dark(#a3190f, #ffb4ab); }
input[type=tel] { box-sizing: border-box; inline-size: 100%; max-inline-size: 20rem; min-block-size: 44px; padding: .5rem .75rem; border: 2px solid light-dark(#5b6770, #97a5ae); border-radius: 4px; font: inherit; color: inherit; background: transparent; }
input[type=tel][aria-invalid] { border: 3px solid light-dark(#a3190f, #ffb4ab); }
.option { display: flex; gap: .75rem; align-items: flex-start; min-block-size: 44px; padding: .5rem 0; box-sizing: border-box; }
.option input { inline-size: 1.5rem; block-size: 1.5rem; margin: .25rem 0 0; flex: none; }
small { display: block; font-size: 1rem; }
.code { font: 700 2rem/1.2 ui-monospace, monospace; font-variant-numeric: tabular-nums; display: flex; flex-wrap: wrap; gap: 0 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; }
summary { padding-block: .625rem; cursor: pointer; }
form.plain { display: inline; }
button, a.button { display: inline-flex; align-items: center; justify-content: center; min-block-size: 44px; min-inline-size: 44px; box-sizing: border-box; padding: .5rem 1.25rem; border: 2px solid light-dark(#00527e, #7cc4ee); border-radius: 4px; font: inherit; font-weight: 700; text-decoration: none; cursor: pointer; color: light-dark(#00527e, #7cc4ee); background: transparent; }
button.primary, a.primary { color: light-dark(#fff, #06202f); background: light-dark(#00527e, #7cc4ee); }
:focus-visible { outline: 3px solid light-dark(#00527e, #7cc4ee); outline-offset: 3px; }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`.trim()
