/** What went wrong with a plugin, as a refusal of the request. */
import { RequestError } from '../protocol/errors.ts'
import { Refusal } from '../web/index.ts'

/** A plugin that is down, slow or answers rubbish. Nothing of its address or answer is passed on. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof RequestError ? error.code : ''
  if (code === 'ERR_ID_CONTACT_TIMEOUT') return new Refusal('plugin-timeout')
  if (code === 'ERR_ID_CONTACT_UNREACHABLE') return new Refusal('plugin-unreachable')
  return new Refusal('plugin-bad-answer')
}
