import type { Row } from './view.ts'

/** Which of those who wait the agent wants to see. Empty: all. */
export interface Filter {
  purpose: string
  channel: Row['channel'] | ''
}

export const fitting = (rows: Row[], { purpose, channel }: Filter): Row[] =>
  purpose || channel
    ? rows.filter(
        (row) => (!purpose || row.purpose === purpose) && (!channel || row.channel === channel),
      )
    : rows
