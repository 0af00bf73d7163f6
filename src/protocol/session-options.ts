/**
 * What a core offers for a purpose (`GET /session_options/{purpose}`), from the wire to TypeScript. Checked by hand, because it is
 * part of what every citizen downloads.
 */
import { badAnswer } from './errors.ts'
import type { LocalText } from './local-text.ts'

export type Channel = 'phone' | 'chat' | 'video'

interface WireMethod {
  tag: string
  name?: string
  /** The name in several languages, from a core of ours. */
  names?: LocalText
  image_path?: string
  /** About how many seconds it takes. */
  duration?: number
}

/** How it stands with the opening hours: `changes_at` is when it closes or opens, as a date and time of RFC 3339. */
export interface WireHours {
  open: boolean
  changes_at?: string
  time_zone: string
}

/** On the wire. */
export interface WireSessionOptions {
  auth_methods: (WireMethod & {
    description?: LocalText
    /** What is shared with this method; of every method or of none, when it is the same for all. */
    attributes?: { tag: string; label: LocalText }[]
  })[]
  comm_methods: (WireMethod & {
    channel?: Channel
    hours?: WireHours
    /** About how many seconds somebody waits who chooses it now. */
    expected_wait?: number
    description?: LocalText
    /** To be called back, in place of this channel (its kind, else its tag). */
    call_back?: string
  })[]
  /** Present when the core is one of ours. */
  id_contact?: {
    version: 1
    organisation: LocalText
    purpose_name: LocalText
    attributes: { tag: string; label: LocalText }[]
    /** Somebody may start without showing who they are. */
    unauthenticated?: true
    /** Of several that can be chosen now, the first is the one to recommend. */
    recommends?: true
    help?: { phone: string; phone_display: string; hours?: LocalText }
  }
}

/** A way to show who one is, as a choice for a resident. */
export interface AuthMethodOption {
  /** Tag of the method. */
  tag: string
  /** The tag when the core gives no name. */
  name: LocalText
  /** Absolute when the parser was told the core's address. */
  imagePath?: string
  /** One line on what it takes. */
  description?: LocalText
  /** About how many seconds it takes. Absent when nobody said so. */
  duration?: number
  /** What is shared with this method; of every method or of none, when it is the same for all. */
  attributes?: { tag: string; label: LocalText }[]
}

/** A way to talk, as a choice for a resident. */
export interface CommMethodOption {
  /** Tag of the method. */
  tag: string
  /** The tag when the core gives no name. */
  name: LocalText
  /** Absolute when the parser was told the core's address. */
  imagePath?: string
  /** About how many seconds a conversation takes, without the wait before it. Absent when nobody said so. */
  duration?: number
  /** Only our own core says which channel it is. */
  channel?: Channel
  /** Whether it can be chosen now. Absent when it always can. */
  hours?: Hours
  /**
   * About how long somebody waits who chooses it now, in whole minutes that are given as seconds: 60 to 86 400. Absent when it is not known,
   * when the channel is closed, and from a core that is not ours; then say nothing of it.
   */
  expectedWait?: number
  /** One line on what it is. */
  description?: LocalText
  /** To be called back, in place of this channel: its kind, or its tag where the kind is not known. */
  callBack?: string
}

export interface Hours {
  open: boolean
  /** When that changes, as a date and time of RFC 3339. Absent when it is not known. */
  changesAt?: string
  /** IANA name of the time zone to show it in. */
  timeZone: string
}

/** Where a resident gets help. */
export interface Help {
  /** E.164, or a short number such as `14026`. */
  phone: string
  /** The number as people write it. */
  phoneDisplay: string
  /** When it is answered, in words. */
  hours?: LocalText
}

/** What a core offers for a purpose. */
export interface SessionOptions {
  /** In the order in which they are offered. */
  authMethods: AuthMethodOption[]
  /** In the order in which they are offered. */
  commMethods: CommMethodOption[]
  /** Absent when the core is not one of ours: then there is no binding to this browser and no way back to the page. */
  idContact?: {
    version: 1
    organisation: LocalText
    purposeName: LocalText
    attributes: { tag: string; label: LocalText }[]
    /** Whether somebody may start without showing who they are. */
    unauthenticated: boolean
    /** Whether to recommend, of several that can be chosen now, the first: in words, and with nothing chosen beforehand. */
    recommends: boolean
    help?: Help
  }
}

/**
 * Members that are not known are ignored, as are an `id_contact` of another version and a channel that we do not know.
 * @param core its address, without a slash at its end: what image paths are relative to
 * @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` when it is not what a core answers
 */
export function parseSessionOptions(value: unknown, core: string): SessionOptions {
  const { auth_methods, comm_methods, id_contact } = object(value)
  const methods = (value: unknown) =>
    list(value).map((method) => ({
      tag: text(method.tag),
      name: local(method.names || method.name || method.tag),
      // Below the core's address, also when that has a path of its own and the image path begins with a slash.
      imagePath: maybe(method.image_path, (path) => core + text(path).replace(/^\/*/, '/')),
      description: maybe(method.description, local),
      duration: number(method.duration),
      expectedWait: number(method.expected_wait),
      channel: (['phone', 'chat', 'video'] as const).find((known) => known === method.channel),
      callBack: maybe(method.call_back, text),
      hours: maybe(method.hours as Members, hoursOf),
      attributes: maybe(method.attributes, labelled),
    }))
  return {
    authMethods: methods(auth_methods),
    commMethods: methods(comm_methods),
    idContact: maybe(id_contact as Members, extension),
  }
}

// What is no object has no version.
function extension(own: Members): SessionOptions['idContact'] {
  if (own.version !== 1) return undefined
  return {
    version: 1,
    organisation: local(own.organisation),
    purposeName: local(own.purpose_name),
    attributes: labelled(own.attributes),
    unauthenticated: !!own.unauthenticated,
    recommends: !!own.recommends,
    help: maybe(own.help as Members, helpOf),
  }
}

const labelled = (attributes: unknown) =>
  list(attributes).map((one) => ({ tag: text(one.tag), label: local(one.label) }))

// What is no object has no such members, and then a text is missing.
const hoursOf = (hours: Members): Hours => ({
  open: !!hours.open,
  changesAt: maybe(hours.changes_at, text),
  timeZone: text(hours.time_zone),
})
const helpOf = (help: Members): Help => ({
  phone: text(help.phone),
  phoneDisplay: text(help.phone_display),
  hours: maybe(help.hours, local),
})

type Members = Record<string, unknown>

/** A member that may be missing; empty counts as missing. */
const maybe = <V, T>(value: V, parse: (value: V & {}) => T): T | undefined =>
  value ? parse(value) : undefined
/** @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` when it is something else; as does `text` */
export const object = (value: unknown): Members =>
  checked(Object(value) === value, value as Members)
/** Of 64 at most: what stands behind them makes it no list, whatever it is. */
const list = (value: unknown): Members[] =>
  checked(Array.isArray(value) && !value[64], value as unknown[]).map(object)
/** Whatever is no number comes to nothing. Its own way to become one, which it may have, is not asked. */
export const number = (value: unknown): number | undefined => +JSON.stringify(value) || undefined
export const text = (value: unknown): string =>
  checked(typeof value === 'string' && value, value as string)
/** Less strict than `isLocalText`, which is longer: in a list of texts no language is found, and the first is shown. */
const local = (value: unknown): LocalText =>
  checked(typeof value === 'string' || Object.values(object(value)).map(text), value as LocalText)

function checked<T>(good: unknown, value: T): T {
  if (!good) throw badAnswer()
  return value
}
