/** Who is offered to be called back. */
import type { CoreConfig } from '../../core/index.ts'
import type { CommTable, CoreTable } from './schema.ts'

/** For whom it is, the table of a plugin in the same file says too. */
export function callBackFor(
  table: CoreTable['comm_methods'][number]['call_back'],
  part: CommTable | undefined,
): CoreConfig['commMethods'][number]['callBack'] {
  const { purposes, without_log_in } = part?.call_back ?? {}
  return (
    table && {
      purposes: table.purposes ?? purposes,
      withoutLogIn: table.without_log_in ?? without_log_in,
      fromWait: table.from_wait,
    }
  )
}
