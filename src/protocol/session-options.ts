/**
 * What a core offers for a purpose (`GET /session_options/{purpose}`), from the wire to TypeScript. Checked by hand, because it is
 * part of what every citizen downloads.
 */
import { MessageError } from './errors.ts'
import { isLocalText, type LocalText } from './local-text.ts'

export type Channel = 'phone' | 'chat' | 'video'

interface WireMethod {
  tag: string
  name?: string
  /** The name in several languages, from a core of ours. */
  names?: LocalText
  image_path?: string
}

/** On the wire. */
export interface WireSessionOptions {
  auth_methods: (WireMethod & { description?: LocalText })[]
  comm_methods: (WireMethod & { channel?: Channel })[]
  /** Present when the core is one of ours. */
  id_contact?: {
    version: 1
    organisation: LocalText
    purpose_name: LocalText
    attributes: { tag: string; label: LocalText }[]
    help?: { phone: string; phone_display: string; hours?: LocalText }
  }
}

export interface AuthMethodOption {
  tag: string
  /** The tag when the core gives no name. */
  name: LocalText
  /** Absolute when the parser was told the core's address. */
  imagePath?: string
  description?: LocalText
}

export interface CommMethodOption {
  tag: string
  /** The tag when the core gives no name. */
  name: LocalText
  /** Absolute when the parser was told the core's address. */
  imagePath?: string
  /** Only our own core says which channel it is. */
  channel?: Channel
}

export interface Help {
  /** E.164, or a short number such as `14026`. */
  phone: string
  phoneDisplay: string
  hours?: LocalText
}

export interface SessionOptions {
  authMethods: AuthMethodOption[]
  commMethods: CommMethodOption[]
  /** Absent when the core is not one of ours: then there is no binding to this browser and no way back to the page. */
  idContact?: {
    version: 1
    organisation: LocalText
    purposeName: LocalText
    attributes: { tag: string; label: LocalText }[]
    help?: Help
  }
}

/**
 * Members that are not known are ignored, as are an `id_contact` of another version and a channel that we do not know.
 * @param core its address: what image paths are relative to
 * @throws MessageError when it is not what a core answers
 */
export function parseSessionOptions(value: unknown, core?: string | URL): SessionOptions {
  const { auth_methods, comm_methods, id_contact } = object(value)
  const extension = id_contact === undefined ? {} : object(id_contact)
  return {
    authMethods: list(auth_methods).map((method) => ({
      ...common(method, core),
      ...(isLocalText(method.description) && { description: method.description }),
    })),
    commMethods: list(comm_methods).map((method) => ({
      ...common(method, core),
      ...(isChannel(method.channel) && { channel: method.channel }),
    })),
    ...(extension.version === 1 && {
      idContact: {
        version: 1,
        organisation: local(extension.organisation),
        purposeName: local(extension.purpose_name),
        attributes: list(extension.attributes).map(({ tag, label }) => ({
          tag: text(tag),
          label: local(label),
        })),
        ...(extension.help !== undefined && { help: help(object(extension.help)) }),
      },
    }),
  }
}

type Members = Record<string, unknown>

type Common = { tag: string; name: LocalText; imagePath?: string }

function common({ tag, name, names, image_path }: Members, core?: string | URL): Common {
  return {
    tag: text(tag),
    name: isLocalText(names) ? names : (typeof name === 'string' && name) || text(tag),
    ...(typeof image_path === 'string' && image_path && { imagePath: resolve(image_path, core) }),
  }
}

/** Below the core's address, also when that has a path of its own and the image path begins with a slash. */
function resolve(path: string, core?: string | URL): string {
  return core ? String(core).replace(/\/*$/, '/') + path.replace(/^\/+/, '') : path
}

function help({ phone, phone_display, hours }: Members): Help {
  return {
    phone: text(phone),
    phoneDisplay: text(phone_display),
    ...(isLocalText(hours) && { hours }),
  }
}

const isChannel = (value: unknown): value is Channel =>
  ['phone', 'chat', 'video'].includes(value as string)

const object = (value: unknown): Members =>
  checked(typeof value === 'object' && !!value, value as Members)
const list = (value: unknown): Members[] =>
  checked(Array.isArray(value) && value.length <= 64, value as unknown[]).map(object)
const text = (value: unknown): string =>
  checked(typeof value === 'string' && value !== '', value as string)
const local = (value: unknown): LocalText => checked(isLocalText(value), value as LocalText)

function checked<T>(good: boolean, value: T): T {
  if (!good) throw new MessageError('These are not the options of a core')
  return value
}
