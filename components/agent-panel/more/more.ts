/** What an agent sometimes asks for, and what is loaded then. */
export { transferView } from './transfer.ts'
