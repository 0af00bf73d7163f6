/** What was chosen, against what the configuration allows. */
import { isAllowedTarget } from '../protocol/url.ts'
import { Refusal, type Openness } from '../web/index.ts'
import {
  allowedOf,
  type CoreAuthMethod,
  type CoreCommMethod,
  type CoreConfig,
  type Purpose,
} from './config.ts'
import type { Surroundings } from './surroundings.ts'

/** @throws Refusal */
export function purposeFor({ purposes }: CoreConfig, tag: string): Purpose {
  const purpose = purposes.find((one) => one.tag === tag)
  if (!purpose) throw new Refusal('unknown-purpose')
  return purpose
}

/** @throws Refusal */
export const authMethodFor = (config: CoreConfig, purpose: Purpose, tag: string): CoreAuthMethod =>
  methodFor(config.authMethods, purpose.allowedAuth, tag)

/** @throws Refusal */
export const commMethodFor = (config: CoreConfig, purpose: Purpose, tag: string): CoreCommMethod =>
  methodFor(config.commMethods, purpose.allowedComm, tag)

function methodFor<M extends CoreAuthMethod | CoreCommMethod>(
  methods: M[],
  allowed: string[],
  tag: string,
): M {
  const method = methods.find((one) => one.tag === tag)
  if (!method) throw new Refusal('unknown-method')
  if (!allowedOf(methods, allowed).includes(method)) throw new Refusal('method-not-for-purpose')
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

/** @throws Closed */
export function checkHours(
  { openness }: Pick<Surroundings, 'openness'>,
  purpose: Purpose,
  comm: CoreCommMethod,
): void {
  const hours = openness(purpose, comm)
  if (hours?.isOpen === false) throw new Closed(hours)
}

/** @throws Refusal */
export function checkReturnUrl({ allowedOrigins }: CoreConfig, url: string | undefined): void {
  if (url && !isAllowedTarget(url, allowedOrigins)) throw new Refusal('return-url-not-allowed')
}
