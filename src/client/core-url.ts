/** The core's address without the slash at its end. */
export const coreUrl = (core: string | URL): string => String(core).replace(/\/+$/, '')
