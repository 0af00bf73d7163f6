/** Every kind of method that a configuration file can name. */
import { demoKind } from './demo/kind.ts'
import type { MethodKind } from './kind.ts'
import { oidcKind } from './oidc/kind.ts'
import { samlKind } from './saml/kind.ts'
import { yiviKind } from './yivi/kind.ts'

export const methodKinds: readonly MethodKind[] = [oidcKind, samlKind, yiviKind, demoKind]
