/**
 * Calm and plain: one column, a rhythm of 8 px, targets of 44 px, borders that stay in forced colours, logical properties
 * only. That somebody waits is told in words that appear after a second: an answer within it needs none. A dialog is as high in every state, and
 * where there is room for it beside the main button, the line with help keeps its place at the end of what is seen of it: an answer that comes late
 * moves nothing. In the page, `inline` takes from the click on the room that two ways to log in need with what is shared, so that the page below
 * moves once. What browsers do to a heading by themselves (its size, its weight) is right.
 */
export const dialogStyles = `
dialog,section{--line:color-mix(in srgb,var(--_id-contact-color-text) 60%,var(--_id-contact-color-surface));inline-size:32rem;max-inline-size:100%;padding:8px 24px 0;border:1px solid var(--line);border-radius:var(--_id-contact-border-radius);background:var(--_id-contact-color-surface);color:var(--_id-contact-color-text);text-align:start;overflow-wrap:break-word}
dialog[open],section{display:flex;flex-flow:column}
dialog{block-size:48rem}
section{min-block-size:50rem}
dialog::backdrop{background:#000a}
.plain{display:flex;margin-block-end:8px;margin-inline:auto -12px;border-color:transparent;font-weight:400}
.plain,button:hover,.primary:hover{text-decoration:underline}
h2,p,dl,fieldset{margin:0 0 16px}
h2{margin:0 0 8px;line-height:1.25}
h2::first-letter{text-transform:uppercase}
h2:focus{outline:0}
a{color:var(--_id-contact-color-accent)}
footer a{display:inline-block;padding-block:10px}
.box,.error{margin-block:16px;padding:16px;border:1px solid var(--line);border-inline-start-width:6px}
.box>:last-child{margin:0}
.actions{display:flex;flex-wrap:wrap;gap:8px}
.status{margin-block:16px;font-weight:600}
p:empty{margin:0}
footer{margin-block-start:auto;padding-block:16px 24px;border-block-start:1px solid var(--line);background:inherit}
.skeleton{block-size:96px;border-radius:var(--_id-contact-border-radius);background:color-mix(in srgb,currentColor 10%,transparent)}
@media not (prefers-reduced-motion){.late{animation:late 1s step-end}}
@keyframes late{from{opacity:0}}
@media(min-height:46rem){
dialog{scroll-padding:8rem}
dialog footer{position:sticky;bottom:0}
}
@media(max-width:34rem){
section{min-block-size:56rem}
dialog[open]{inline-size:100%;block-size:100%;max-block-size:100%;padding-inline:16px;border:0}
.actions>*{flex:1 1 100%}
}
`
