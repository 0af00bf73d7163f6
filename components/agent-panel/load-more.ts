/** Most agents ask seldom for it, so it comes when somebody does. A bundle pins it by its hash. */
export const loadMore = () => import('./more/more.ts')
export type More = Awaited<ReturnType<typeof loadMore>>
