/** `[auth.TAG]`: what every authentication plugin has, and what its kind adds. */
import * as v from 'valibot'
import { methodKinds } from '../../auth/kinds.ts'
import { keys, localText, origins, tag, webAddress } from '../../protocol/settings.ts'
import { anyPart, attributeKind, dialect, ownModule } from './table-parts.ts'

const { optional, strictObject } = v

const recipient = strictObject({ audience: optional(webAddress), keys })

/** What every authentication plugin has. */
const anyAuth = {
  ...anyPart,
  dialect: optional(dialect, 'id-contact'),
  recipients: optional(v.array(recipient)),
  continuation_origins: optional(origins),
  attr_url_origins: optional(origins),
  organisation: optional(localText),
  kinds: optional(v.record(tag, attributeKind)),
}

const authModule = strictObject({
  type: v.literal('module'),
  ...anyAuth,
  ...ownModule,
  attributes: v.array(tag),
})

const authKinds = methodKinds.map(({ type, settings }) =>
  // What is in it is the kind's own affair.
  strictObject({ type: v.literal(type), ...anyAuth, ...(settings as object) }),
)

export const auth = v.variant(
  'type',
  [authModule, ...authKinds],
  `must be ${methodKinds.map(({ type }) => `"${type}"`).join(', ')} or "module"`,
)

export type AuthTable = v.InferOutput<typeof auth>
