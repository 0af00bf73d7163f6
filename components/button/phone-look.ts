import { lookOf } from './look.ts'

/** How the number, the code and the QR code look. What the heading says already is only said, not shown again. */
export const phoneLook = lookOf(`
.call::before{content:'';inline-size:24px;block-size:24px;background:currentColor;forced-color-adjust:none;clip-path:path('M7 3h3l1 5-2 1a12 12 0 0 0 6 6l1-2 5 1v3a2 2 0 0 1-2 2A17 17 0 0 1 5 5a2 2 0 0 1 2-2')}
.code{font-weight:600;font-size:max(2em,24px);font-variant-numeric:tabular-nums;line-height:1.25;text-align:start}
.code>[aria-hidden]{-webkit-user-select:all;user-select:all}
.code span+span:not(.spoken){margin-inline-start:.4em}
details{margin:0 0 16px}
summary{min-block-size:44px;padding-block:10px;color:var(--_id-contact-color-accent);cursor:pointer}
.spoken{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;-webkit-user-select:none;user-select:none}
.qr{display:block;inline-size:200px;max-inline-size:100%;margin-block-end:8px;background:#fff;fill:#000;forced-color-adjust:none}
.picked-up~.status{position:absolute;clip-path:inset(50%)}
`)
