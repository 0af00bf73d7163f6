import { IdContactError, type ErrorCode, type ErrorDetails } from './errors.ts'

/** What was asked cannot be done in the state that things are in: used before, ended, expired, cancelled. */
export class StateError extends IdContactError {
  constructor(code: ErrorCode, message: string, details?: ErrorDetails) {
    super(code, message, details)
    this.name = 'StateError'
  }
}
