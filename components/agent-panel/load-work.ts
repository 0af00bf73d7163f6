/** What is on screen once the agent is known at the desk. It comes while the desk is asked, so that the file that a page names stays small. */
export const loadWork = () => import('./work/work.ts')
export type Work = Awaited<ReturnType<typeof loadWork>>
