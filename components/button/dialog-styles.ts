/**
 * Calm and plain: one column, a rhythm of 8 px, targets of 44 px, borders that stay in forced colours, logical properties
 * only. That somebody waits is told in words that appear after a second: an answer within it needs none.
 */
export const dialogStyles = `
dialog,section{--line:color-mix(in srgb,var(--_id-contact-color-text) 60%,var(--_id-contact-color-surface));inline-size:32rem;max-inline-size:100%;padding:8px 24px 24px;border:1px solid var(--line);border-radius:var(--_id-contact-border-radius);background:var(--_id-contact-color-surface);color:var(--_id-contact-color-text);text-align:start;overflow-wrap:break-word}
dialog::backdrop{background:#000a}
.plain{display:flex;margin-block-end:8px;margin-inline:auto -12px;border-color:transparent;font-weight:400}
.plain,button:hover,.primary:hover{text-decoration:underline}
h2,p,dl,fieldset,details{margin:0 0 16px}
h2{margin:0 0 8px;font:inherit;font-size:1.5em;font-weight:700;line-height:1.25}
h2::first-letter{text-transform:uppercase}
h2:focus{outline:0}
fieldset,legend{min-inline-size:0;padding:0;border:0}
a,summary{color:var(--_id-contact-color-accent)}
footer a,.error a,summary{padding-block:10px}
footer a,.error a{display:inline-block}
summary,.option{min-block-size:44px}
summary{cursor:pointer}
.option{display:flex;align-items:center;gap:12px;margin-block:8px;padding:10px 12px;border:1px solid var(--line);border-radius:var(--_id-contact-border-radius);cursor:pointer}
.option:has(:checked){border-color:var(--_id-contact-color-accent);box-shadow:inset 0 0 0 1px var(--_id-contact-color-accent)}
.option:has(:focus-visible){outline:3px solid var(--_id-contact-color-accent);outline-offset:2px}
.option span{flex:1;min-inline-size:0}
.option input{flex:none;inline-size:24px;block-size:24px;margin:0;outline:0;accent-color:var(--_id-contact-color-accent)}
small{display:block;font-size:1em}
img{flex:none;inline-size:32px;block-size:32px;object-fit:contain}
.box,.error{margin-block-end:16px;padding:16px;border:1px solid var(--line);border-inline-start-width:6px}
.box>:last-child{margin-block-end:0}
.error{padding-block:4px}
.error,.error a{border-color:currentColor;color:var(--_id-contact-color-error)}
dt,.status{font-weight:600}
dd{margin:0 0 8px}
.actions{display:flex;flex-wrap:wrap;gap:8px}
.spoken{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;-webkit-user-select:none;user-select:none}
.status{margin-block:16px 0}
.status:empty{margin:0}
footer{margin-block-start:24px;padding-block-start:16px;border-block-start:1px solid var(--line)}
.skeleton{block-size:96px;border-radius:var(--_id-contact-border-radius);background:color-mix(in srgb,currentColor 10%,transparent)}
.late{animation:late 1s step-end}
@keyframes late{from{opacity:0}}
@media(prefers-reduced-motion:reduce){.late{animation:none}}
@media(max-width:34rem){
dialog{inline-size:100%;max-inline-size:100%;block-size:100%;max-block-size:100%;padding-inline:16px;border:0;border-radius:0}
.actions>*{flex:1 1 100%}
}
`
