/** What a gallery of one element is made of. A state is reached by the element's own code: only what is around it is a fixture. */

/** What a visitor does, by a selector in the element's shadow root, or in those below it. The stage waits until it is there. */
export type Step =
  | { click: string }
  | { see: string }
  | { type: string; text: string }
  /** Somebody pastes a file there. */
  | { paste: string }

export interface GalleryState {
  /** As in the address: lower case with hyphens. */
  name: string
  /** What there is to see, in one line. */
  title: string
  /** Attributes of the element, next to those that every state has. */
  attributes?: Record<string, string>
  /** The fixture server: answers requests below its own address; `path` begins with a slash. Default: as for the element. */
  answer?: Answer
  /** What the tab remembers from before, by key of `sessionStorage`. `base` is the address of the fixture server. */
  storage?: (base: string) => Record<string, unknown>
  /** What is added to the query of the page's address, as after a way back. */
  query?: string
  /** Whether the browser believes that it has no network. */
  isOffline?: boolean
  /** A lock that another tab has. `base` is the address of the fixture server. */
  held?: (base: string) => string
  /** What the page adds, by the slot that it is for: a button with this text, or a foot with these lines. */
  slotted?: Record<string, string | string[]>
  steps?: Step[]
  /** The state is there when this is. A selector in the shadow root. */
  until: string
}

export type Answer = (request: Request, path: string, base: string) => Response | Promise<Response>

export interface GalleryElement {
  /** As in the address. */
  name: string
  tag: string
  /** The module that defines it, from the folder of the gallery. */
  module: string
  /** Attributes for a fixture server at `base`. */
  attributes: (base: string) => Record<string, string>
  states: GalleryState[]
}
