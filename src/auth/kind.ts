/**
 * A kind of method as a configuration file knows it: the `type` of an `[auth.TAG]` and its keys. A folder beside this file describes its
 * kind in `kind.ts`; `kinds.ts` lists them.
 */
import type { InferOutput, ObjectEntries, StrictObjectSchema } from 'valibot'
import type { JWK } from '../protocol/keys.ts'
import type { FileOrText, KeySources } from '../protocol/settings.ts'
import type { AuthMethod } from './method.ts'

/** What reading a table needs of whoever holds the file. */
export interface Reader {
  /** The public address of this plugin, without a slash at its end. */
  serverUrl: string
  /** A secret, by value or out of its file. `name` is the key below the table. */
  secret(name: string, source: FileOrText): string
  /** Private keys, strong enough and for that use. */
  privateKeys(name: string, source: KeySources, use: 'sig' | 'enc'): JWK[]
  /** The full path of a file that stands beside the secrets. */
  path(file: string): string
  /** Notes what is wrong with a key that only makes sense together with others. */
  refuse(name: string, message: string, remedy: string): void
}

/** Makes the method of one table. `fetch` reaches the identity provider. */
export type MakeMethod = (surroundings: { fetch: typeof fetch }) => Promise<AuthMethod>

export interface MethodKind<Table = never> {
  readonly type: string
  /** Its own keys, beside those that every authentication plugin has. */
  readonly settings: ObjectEntries
  /** What a table may assert: tags of attributes. */
  attributesOf(table: Table): string[]
  /** The key below `[auth.TAG]` where somebody adds an attribute. */
  readonly attributesKey: string
  /** Addresses of the identity provider, by their keys. Production refuses those that are plain `http:`. */
  addressesOf(table: Table): Record<string, string>
  /** What its own pages say, in Dutch: the names that `[texts.TYPE]` may put other words to. */
  readonly words?: Readonly<Record<string, string>>
  /** Proves nothing: production refuses it. */
  readonly isForTraining?: true
  /** Reads the table now; the code of the method is loaded by whoever makes it. */
  read(table: Table, reader: Reader): MakeMethod
}

/** Ties the functions of a kind to the keys that it names. */
export const methodKind = <const Entries extends ObjectEntries>(
  kind: MethodKind<InferOutput<StrictObjectSchema<Entries, undefined>>> & { settings: Entries },
): MethodKind => kind as MethodKind
