import type * as QuestionsModule from './questions.ts'

export type Questions = typeof QuestionsModule

/** Most visitors never ask for contact, so this comes when one does. A bundle pins it by its hash. */
export const loadQuestions = (): Promise<Questions> => import('./questions.ts')
