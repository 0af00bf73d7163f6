/** A guest: what the platform says of them, where they choose a method, how they go to log in and come back. */
import { randomId, sha256 } from '../../protocol/digest.ts'
import type { Handover } from '../../protocol/handover.ts'
import type { AuthOnlyRequest } from '../../protocol/messages-core.ts'
import { parseGuest, type Guest } from '../../protocol/messages-platform.ts'
import { openPlatformToken } from '../../protocol/platform-token.ts'
import { isAllowedTarget, longestUrl } from '../../protocol/url.ts'
import { signWidgetParameters } from '../../protocol/widget-parameters.ts'
import { Refusal } from '../../web/index.ts'
import type { StoredGuest } from '../../store/index.ts'
import { isReceipt, verified } from '../handover.ts'
import { comesBackBound } from '../identification/begin.ts'
import { requestAuthentication } from '../request-authentication.ts'
import { note, tagsOf } from './record.ts'
import { guestKeyOf, isUsable, roomKeyOf, type Rooms } from './surroundings.ts'

/** What the platform said of a guest, as far as it is kept: sealed. */
export interface Details {
  name: string
  redirectUrl: string
}

/** Seconds that sealed details open: longer than any row stays. */
const detailsLifetime = 2 * 86_400

const defaults = { idle: 3600, longest: 14_400 }

/** @throws Refusal when the token is not good, always the same, or says what we cannot do */
export async function guestOf({ config, guestSecret, now }: Rooms, token: string): Promise<Guest> {
  const options = { secret: guestSecret, parse: parseGuest, now }
  const opened = await openPlatformToken(token, options).catch(() => undefined)
  if (!opened) throw new Refusal('invalid-ticket')
  const { purpose, redirectUrl } = opened.payload
  if (!isAllowedTarget(redirectUrl, config.platformOrigins))
    throw new Refusal('return-url-not-allowed')
  if (!config.purposes.some(({ tag }) => tag === purpose)) throw new Refusal('unknown-purpose')
  return opened.payload
}

/** What the choosing page is told. @throws Refusal */
export function choosingOf({ config }: Rooms, guest: Guest, token: string) {
  const start_url = `${config.serverUrl}/guest/start/${token}`
  // Longer than anybody who speaks this protocol has to read.
  if (start_url.length > longestUrl) throw new Refusal('uri-too-long')
  const { purpose, redirectUrl: cancel_url } = guest
  return { purpose, start_url, cancel_url, display_name: config.displayName }
}

/** @returns the address where the guest chooses. @throws Refusal */
export async function choosingAddress(rooms: Rooms, token: string): Promise<string> {
  const { config, signingKeys, widgetUrl, now } = rooms
  const choosing = choosingOf(rooms, await guestOf(rooms, token), token)
  const { dialect = 'id-contact' } = config
  return widgetUrl + (await signWidgetParameters(choosing, { dialect, signingKeys, now }))
}

/**
 * The guest is sent to log in. The core is asked first: when it cannot be, an earlier attempt still counts.
 * @returns where they go. @throws Refusal
 */
export async function start(rooms: Rooms, guest: Guest, authMethod: string): Promise<string> {
  const { config, keyedHash, methods } = rooms
  const { purpose, redirectUrl } = guest
  if (!methods.has(authMethod)) throw new Refusal('unknown-method')
  if (!isUsable(rooms, purpose, authMethod)) throw new Refusal('method-not-for-purpose')
  const attrId = randomId()
  const binding = randomId()
  const ref = rooms.cores.size > 0 ? randomId() : undefined
  const url = await ask(rooms, {
    purpose,
    auth_method: authMethod,
    comm_url: ref ? returnAddress(rooms, ref) : redirectUrl,
    attr_url: `${config.internalUrl ?? config.serverUrl}/internal/auth_result/${attrId}`,
    ...(ref && { binding, audience: config.serverUrl }),
  })
  const outcome = await rooms.store.rooms.start({
    ...(await rowOf(rooms, guest)),
    authMethod,
    binding,
    attrKey: await keyedHash('attr', attrId),
    ...(ref && { returnKey: await keyedHash('return', ref) }),
  })
  if (outcome === 'proven') throw new Refusal('already-used')
  rooms.log({ event: 'authentication_requested', ...tagsOf({ purpose, authMethod }) })
  return url
}

/** What the store keeps of a guest, whichever attempt it is. */
async function rowOf(rooms: Rooms, { id, roomId, purpose, name, redirectUrl }: Guest) {
  const { config, sealer } = rooms
  const { idle = defaults.idle, longest = defaults.longest } = config.retention ?? {}
  const details: Details = { name, redirectUrl }
  return {
    plugin: config.tag,
    roomKey: await roomKeyOf(rooms, roomId),
    guestKey: await guestKeyOf(rooms, id),
    purpose,
    details: await sealer.seal('guest', details, detailsLifetime),
    limits: { idle, longest },
  }
}

const returnAddress = ({ config }: Rooms, ref: string): string =>
  `${config.serverUrl}/guest/return/${ref}`

async function ask(rooms: Rooms, request: AuthOnlyRequest): Promise<string> {
  const { access, origins } = rooms.requestor
  const url = await requestAuthentication(access, request)
  // What names a binding must come back bound. A published core sends people straight to its plugins.
  const isGood = isAllowedTarget(url, origins) && (!request.binding || comesBackBound(rooms, url))
  if (!isGood) {
    rooms.log({ level: 'warn', event: 'core_not_usable', purpose: request.purpose })
    throw new Refusal('plugin-bad-answer')
  }
  return url
}

/**
 * The browser is back from our core. When it is the one that went, the result counts from now on.
 * @returns where the guest goes on. @throws Refusal
 */
export async function comeBack(
  rooms: Rooms,
  ref: string,
  handover: string | undefined,
): Promise<string> {
  const { store, keyedHash, sealer, config } = rooms
  const guest = await store.rooms.byReturn(await keyedHash('return', ref))
  if (!guest || guest.plugin !== config.tag) throw new Refusal('gone')
  const { redirectUrl } = await sealer.open<Details>('guest', guest.details)
  if (handover !== undefined && guest.state === 'authenticated')
    await release(rooms, guest, ref, handover)
  return redirectUrl
}

async function release(
  rooms: Rooms,
  guest: StoredGuest,
  ref: string,
  handover: string,
): Promise<void> {
  const returnKey = await rooms.keyedHash('return', ref)
  const claims = await verified(rooms, handover)
  if (!claims || !(await isAbout(rooms, claims, ref, guest))) throw new Refusal('invalid-handover')
  const { receiptHash } = guest
  if (receiptHash && !(await isReceipt(claims.receipt, receiptHash))) {
    await note(rooms, guest, { event: 'binding_mismatch' }, 'warn')
    await rooms.store.rooms.withdraw(returnKey)
    throw new Refusal('other-device')
  }
  if (await rooms.store.rooms.release(returnKey))
    await note(rooms, guest, { event: 'guest_proven' })
}

/** Whether the handover is for this very attempt. */
const isAbout = async (
  { config }: Rooms,
  claims: Handover,
  ref: string,
  { purpose, authMethod, binding }: StoredGuest,
): Promise<boolean> =>
  claims.sub === `${config.serverUrl}/guest/return/${ref}` &&
  claims.purpose === purpose &&
  claims.auth_method === authMethod &&
  claims.binding_hash === (await sha256(binding))

/** The guest, or the platform for them, ends it: what is known of them is erased. @throws Refusal */
export async function endGuest(rooms: Rooms, token: string): Promise<void> {
  const { id, roomId } = await guestOf(rooms, token)
  const [roomKey, guestKey] = [await roomKeyOf(rooms, roomId), await guestKeyOf(rooms, id)]
  const ended = await rooms.store.rooms.end(rooms.config.tag, roomKey, guestKey)
  for (const guest of ended) await note(rooms, guest, { event: 'guest_ended' })
}
