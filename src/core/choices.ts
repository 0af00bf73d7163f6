/** What was chosen, against what the configuration allows. */
import { isAllowedTarget } from '../protocol/url.ts'
import { Refusal, type Openness } from '../web/index.ts'
import { commChoicesOf } from './call-back.ts'
import { commChoices, type CommChoice } from './comm-choices.ts'
import { allowedOf, type CoreAuthMethod, type CoreConfig, type Purpose } from './config.ts'
import type { Surroundings } from './surroundings.ts'

/** @throws Refusal */
export function purposeFor({ purposes }: CoreConfig, tag: string): Purpose {
  const purpose = purposes.find((one) => one.tag === tag)
  if (!purpose) throw new Refusal('unknown-purpose')
  return purpose
}

/** @throws Refusal */
export const authMethodFor = (config: CoreConfig, purpose: Purpose, tag: string): CoreAuthMethod =>
  among(config.authMethods, allowedOf(config.authMethods, purpose.allowedAuth), tag)

/** @throws Refusal */
export const commMethodFor = (config: CoreConfig, purpose: Purpose, tag: string): CommChoice =>
  among(commChoices(config.commMethods), commChoicesOf(config, purpose), tag)

function among<M extends { tag: string }>(all: M[], allowed: M[], tag: string): M {
  const isIt = (one: M): boolean => one.tag === tag
  const method = allowed.find(isIt)
  if (!method) throw new Refusal(all.some(isIt) ? 'method-not-for-purpose' : 'unknown-method')
  return method
}

/** Outside the opening hours. */
export class Closed extends Refusal {
  readonly hours: Openness

  constructor(hours: Openness) {
    const { changesAt, timeZone } = hours
    const opens = changesAt && { opens_at: changesAt.toISOString() }
    super('closed', { members: { ...opens, time_zone: timeZone } })
    this.hours = hours
  }
}

/**
 * Outside the opening hours people can only ask to be called back when they begin.
 * @returns of somebody who is to be called back, from when on
 * @throws Closed
 */
export function checkHours(
  { openness, now }: Pick<Surroundings, 'openness' | 'now'>,
  purpose: Purpose,
  comm: CommChoice,
): string | undefined {
  const hours = openness(purpose, comm)
  const isClosed = hours?.isOpen === false
  const opens = isClosed ? hours.changesAt : now()
  if (isClosed && !(comm.callsBackFor && opens)) throw new Closed(hours)
  return comm.callsBackFor && opens?.toISOString()
}

/** @throws Refusal */
export function checkReturnUrl({ allowedOrigins }: CoreConfig, url: string | undefined): void {
  if (url && !isAllowedTarget(url, allowedOrigins)) throw new Refusal('return-url-not-allowed')
}
