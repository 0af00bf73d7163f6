/** `oidc-provider` warns on the console that a provider with its memory in the process is no production system. This one says so itself. */

/** Runs `make` without the notices that the library prints while it is made. */
export function quietly<T>(make: () => T): T {
  const { info, warn } = console
  const unless =
    (print: typeof info): typeof info =>
    (text: unknown, ...rest: unknown[]) => {
      if (!String(text).includes('oidc-provider ')) print(text, ...rest)
    }
  console.info = unless(info)
  console.warn = unless(warn)
  try {
    return make()
  } finally {
    Object.assign(console, { info, warn })
  }
}
