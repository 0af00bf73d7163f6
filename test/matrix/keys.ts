/** Keys in PEM, as published software wants them: for our parts and for theirs. */
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyKind } from '../../src/server/keys.ts'

/** Whose they are. Whoever reads results here has the same key, so that a plugin which knows one reader can be anybody's. */
const owners = ['core', 'auth', 'plain', 'theirAuth', 'asker', 'reader', 'screen'] as const
export type Owner = (typeof owners)[number]

/** One kind for everybody; or one for whoever signs results, and another for everybody else, readers of results among them. */
export type Mixture = KeyKind | 'EC to RSA' | 'RSA to EC'
export const mixtures: Mixture[] = ['EC', 'RSA', 'EC to RSA', 'RSA to EC']

export interface Keys {
  kindOf: (owner: Owner) => KeyKind
  private: (owner: Owner) => string
  public: (owner: Owner) => string
  /** Writes `owner.pem` and `owner.pub.pem`. */
  write(folder: string): void
}

const signers: readonly Owner[] = ['auth', 'plain', 'theirAuth']

export function makeKeyring(mixture: Mixture): Keys {
  const [ofSigners, ofOthers = ofSigners] = mixture.split(' to ') as [KeyKind, KeyKind?]
  const kindOf = (owner: Owner): KeyKind => (signers.includes(owner) ? ofSigners : ofOthers)
  const pairs = new Map(owners.map((owner) => [owner, pairOf(kindOf(owner))]))
  const the = (owner: Owner) => pairs.get(owner)!
  return {
    kindOf,
    private: (owner) => the(owner).privateKey,
    public: (owner) => the(owner).publicKey,
    write(folder) {
      for (const [owner, { privateKey, publicKey }] of pairs) {
        writeFileSync(join(folder, `${owner}.pem`), privateKey, { mode: 0o600 })
        writeFileSync(join(folder, `${owner}.pub.pem`), publicKey, { mode: 0o600 })
      }
    },
  }
}

function pairOf(kind: KeyKind): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}
