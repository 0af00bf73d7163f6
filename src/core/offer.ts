/** `GET /session_options`: what a resident can choose from. */
import { localText, type LocalText } from '../protocol/local-text.ts'
import type { WireHours, WireSessionOptions } from '../protocol/session-options.ts'
import { privateHeaders, timeThere, type Openness } from '../web/index.ts'
import { callBackOffer } from './call-back.ts'
import type { CommChoice } from './comm-choices.ts'
import { allowedOf, type CoreAuthMethod, type CoreConfig, type Purpose } from './config.ts'
import { askedOf } from './policy.ts'
import type { Surroundings } from './surroundings.ts'
import type { WaitOf } from './waits.ts'

/**
 * Alike for everybody until the configuration changes, or something opens or closes. So a browser may keep it, and asks each time whether it is still good (RFC 9111
 * section 5.2.2.4): a resident never chooses from an old list, and the list itself travels once.
 */
export const offerAnswer = (body: unknown): Response =>
  Response.json(body, { headers: { ...privateHeaders, 'cache-control': 'no-cache' } })

type Core = Pick<Surroundings, 'config' | 'openness'>

export function offerFor(
  { config, openness }: Core,
  purpose: Purpose,
  waitOf: WaitOf,
): WireSessionOptions {
  const { help } = config
  const calledBack = callBackOffer({ config, openness }, purpose, waitOf)
  return {
    auth_methods: allowedOf(config.authMethods, purpose.allowedAuth).map((method) => ({
      ...common(method),
      ...(method.description !== undefined && { description: method.description }),
      ...ownAttributes(config, purpose, method.tag),
    })),
    comm_methods: [
      ...allowedOf(config.commMethods, purpose.allowedComm).map((method) => ({
        ...common(method),
        ...(method.channel !== undefined && { channel: method.channel }),
        ...standingOf(openness(purpose, method), waitOf(purpose, method)),
      })),
      ...(calledBack ? [callBackOf(calledBack)] : []),
    ],
    id_contact: {
      version: 1,
      organisation: config.organisation,
      purpose_name: purpose.name ?? purpose.tag,
      attributes: purpose.attributes.map((tag) => ({ tag, label: labelOf(config, tag) })),
      ...(purpose.allowUnauthenticated && { unauthenticated: true }),
      ...(config.recommends !== false && { recommends: true }),
      ...(help && {
        help: {
          phone: help.phone,
          phone_display: help.phoneDisplay,
          ...(help.hours !== undefined && { hours: help.hours }),
        },
      }),
    },
  }
}

/** No `channel`: who does not know of calling back sees one more choice, and says nothing of a code or a room. */
const callBackOf = (choice: CommChoice) => ({
  ...common(choice),
  description: choice.description!,
  call_back: choice.callsBackFor!.channel ?? choice.callsBackFor!.tag,
})

/** Of every method, where it is not the same for all. */
function ownAttributes(config: CoreConfig, purpose: Purpose, method: string) {
  const isSame = allowedOf(config.authMethods, purpose.allowedAuth).every(
    ({ tag }) => askedOf(purpose, tag).attributes.length === purpose.attributes.length,
  )
  if (isSame) return {}
  const { attributes } = askedOf(purpose, method)
  return { attributes: attributes.map((tag) => ({ tag, label: labelOf(config, tag) })) }
}

export const labelOf = ({ attributes = {} }: CoreConfig, tag: string): LocalText =>
  Object.hasOwn(attributes, tag) ? attributes[tag]!.label : tag

/** `name` is one text, because published pages read one; `names` has every language. */
function common({
  tag,
  name,
  imagePath = '',
  duration,
}: Pick<CoreAuthMethod, 'tag' | 'name' | 'imagePath' | 'duration'>) {
  return {
    tag,
    name: localText(name, 'nl'),
    ...(typeof name === 'object' && { names: name }),
    image_path: imagePath,
    ...(duration !== undefined && { duration }),
  }
}

/** Nobody waits where it is closed. */
function standingOf(
  openness: Openness | undefined,
  wait: number | undefined,
): { hours?: WireHours; expected_wait?: number } {
  const expected = wait !== undefined && openness?.isOpen !== false && { expected_wait: wait }
  if (!openness) return { ...expected }
  const { isOpen, changesAt, timeZone } = openness
  const changes = changesAt && { changes_at: timeThere(changesAt, timeZone) }
  return { hours: { open: isOpen, ...changes, time_zone: timeZone }, ...expected }
}
