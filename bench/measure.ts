/** How often something can be done in a second. */
import { Bench } from 'tinybench'

export type Task = [name: string, run: () => unknown]

/** Operations in a second, for each task; the median, because the machine does other things too. */
export async function perSecond(tasks: Task[]): Promise<Record<string, number>> {
  const bench = new Bench({ time: 500, warmupTime: 100 })
  for (const [name, run] of tasks)
    bench.add(name, async () => {
      await run()
    })
  await bench.run()
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => {
      if (!('latency' in result)) throw new Error(`${name} could not be measured`)
      return [name, 1000 / result.latency.p50]
    }),
  )
}

export const rounded = (value: number): number => Number(value.toPrecision(3))
