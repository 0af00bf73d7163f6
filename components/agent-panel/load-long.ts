/** Few queues are so long that it is needed. A bundle pins it by its hash. */
export const loadLong = () => import('./long/sight.ts')
export type Sight = InstanceType<Awaited<ReturnType<typeof loadLong>>['Sight']>
