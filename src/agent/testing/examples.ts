/** Who waits and who they are, in tests of the agent's side and in the gallery. */
import type { Conversation, QueueRow } from '../../protocol/messages-desk.ts'

export type Identity = Conversation['identity']

export const exampleRow: Omit<QueueRow, 'id'> = {
  purpose: 'report_move',
  purpose_name: { nl: 'Verhuizing doorgeven', en: 'Report a move' },
  channel: 'phone',
  comm_method: 'call',
  waiting_since: '2026-05-12T12:00:00Z',
  identified: true,
  auth_method: 'digid',
  auth_method_name: 'DigiD',
}

export const notProven: Identity = {
  status: 'not_proven',
  auth_method: undefined,
  auth_method_name: undefined,
  level: undefined,
  authenticated_at: undefined,
  cross_device: undefined,
  attributes: [],
  proof: undefined,
}

/** A number that can be nobody's: it does not pass the check of a citizen service number. */
export const exampleIdentity: Identity = {
  status: 'proven',
  proof: undefined,
  auth_method: 'digid',
  auth_method_name: 'DigiD',
  level: 'substantial',
  authenticated_at: new Date().toISOString(),
  cross_device: false,
  attributes: [
    { tag: 'bsn', label: 'BSN', value: '000000012', sensitive: true },
    {
      tag: 'full_name',
      label: { nl: 'Naam', en: 'Name' },
      value: 'Willeke de Bruijn-Aşçı',
      sensitive: false,
    },
    {
      tag: 'birth_date',
      label: { nl: 'Geboortedatum', en: 'Date of birth' },
      value: '10-03-1997',
      sensitive: false,
    },
  ],
}
