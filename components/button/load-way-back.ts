import type * as WayBackModule from './way-back.ts'

export type WayBack = typeof WayBackModule

/** Most visitors never leave for the log-in, so this comes when one is about to, or is back. A bundle pins it by its hash. */
export const loadWayBack = (): Promise<WayBack> => import('./way-back.ts')
