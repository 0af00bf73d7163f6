/** What an agent sometimes asks for, and what is loaded then. */
export { overview } from './overview.ts'
export { transferView } from './transfer.ts'
