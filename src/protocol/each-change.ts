export interface Watched {
  /** Calls at each change. @returns the function that ends it */
  watch(changed: () => void): () => void
  /** Whether nothing changes any more. */
  isOver(): boolean
  signal?: AbortSignal | undefined
}

/** One step for each change; those that a slow reader missed come as one, and the last one always comes. */
export async function* eachChange({
  watch,
  isOver,
  signal,
}: Watched): AsyncGenerator<void, void, undefined> {
  let isNew = false
  let wake = (): void => {}
  const wakeUp = (): void => wake()
  const unwatch = watch(() => {
    isNew = true
    wake()
  })
  signal?.addEventListener('abort', wakeUp)
  try {
    while (!signal?.aborted) {
      if (isNew) {
        isNew = false
        yield
      } else if (isOver()) return
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    unwatch()
    signal?.removeEventListener('abort', wakeUp)
  }
}
