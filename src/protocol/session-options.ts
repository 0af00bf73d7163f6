/**
 * What a core offers for a purpose (`GET /session_options/{purpose}`), from the wire to TypeScript. Checked by hand, because it is
 * part of what every citizen downloads.
 */
import { RequestError } from './errors.ts'
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
 * @param core its address, without a slash at its end: what image paths are relative to
 * @throws RequestError `ERR_ID_CONTACT_BAD_ANSWER` when it is not what a core answers
 */
export function parseSessionOptions(value: unknown, core: string): SessionOptions {
  const { auth_methods, comm_methods, id_contact } = object(value)
  const methods = (value: unknown) =>
    list(value).map(({ tag, name, names, image_path, description, channel }) => ({
      tag: text(tag),
      name: isLocalText(names) ? names : isText(name) ? name : text(tag),
      // Below the core's address, also when that has a path of its own and the image path begins with a slash.
      imagePath: isText(image_path) ? `${core}/${image_path.replace(/^\/+/, '')}` : undefined,
      description: isLocalText(description) ? description : undefined,
      channel: isChannel(channel) ? channel : undefined,
    }))
  return {
    authMethods: methods(auth_methods),
    commMethods: methods(comm_methods),
    idContact: id_contact === undefined ? undefined : extension(object(id_contact)),
  }
}

function extension(members: Members): SessionOptions['idContact'] {
  const { version, organisation, purpose_name, attributes, help } = members
  if (version !== 1) return undefined
  return {
    version,
    organisation: local(organisation),
    purposeName: local(purpose_name),
    attributes: list(attributes).map(({ tag, label }) => ({ tag: text(tag), label: local(label) })),
    help: help === undefined ? undefined : helpOf(object(help)),
  }
}

const helpOf = ({ phone, phone_display, hours }: Members): Help => ({
  phone: text(phone),
  phoneDisplay: text(phone_display),
  hours: isLocalText(hours) ? hours : undefined,
})

type Members = Record<string, unknown>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isChannel = (value: unknown): value is Channel =>
  ['phone', 'chat', 'video'].includes(value as string)

const object = (value: unknown): Members =>
  checked(typeof value === 'object' && !!value, value as Members)
const list = (value: unknown): Members[] =>
  checked(Array.isArray(value) && value.length <= 64, value as unknown[]).map(object)
const text = (value: unknown): string => checked(isText(value), value as string)
const local = (value: unknown): LocalText => checked(isLocalText(value), value as LocalText)

function checked<T>(good: boolean, value: T): T {
  if (!good) throw new RequestError('ERR_ID_CONTACT_BAD_ANSWER')
  return value
}
