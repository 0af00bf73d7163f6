import { signClaims } from '../../protocol/jws.ts'
import { generateKey, importKeySet, publicJwks, type KeySet } from '../../protocol/keys.ts'
import type { Conversation } from '../../protocol/messages-desk.ts'
import type { Identity } from './examples.ts'

const issuer = 'https://digid.example'

/** The authentication plugin behind a desk: signs whatever the desk says is proven. */
export class FakePlugin {
  /** Whether the desk hands on what it signed. */
  isProving = true
  /** What is signed differently from what is shown: claims of the statement. */
  lies: Record<string, unknown> = {}
  readonly #pair = pair()
  readonly #proofs = new Map<string, Promise<string>>()

  /** What a desk answers to who asks for the keys. */
  async keys(): Promise<Response> {
    const { keys } = publicJwks((await this.#pair).public)
    return Response.json({ auth_methods: [{ auth_method: 'digid', issuer, keys }] })
  }

  /** The answer of the desk, with a statement beside everything that is said to be proven. */
  async prove(answer: Response): Promise<Response> {
    const { status } = answer
    if (status !== 200 || !this.isProving) return answer
    const message = (await answer.json()) as Conversation & { conversations?: Conversation[] }
    for (const { id, identity } of message.conversations ?? [message]) {
      if ((identity as Identity | undefined)?.status !== 'proven' || identity.proof) continue
      const statement = JSON.stringify([id, identity, this.lies])
      const token = this.#proofs.get(statement) ?? this.#sign(id, identity)
      this.#proofs.set(statement, token)
      identity.proof = { token: await token, binding: `binding of ${id}` }
    }
    return Response.json(message)
  }

  async #sign(id: string, identity: Identity): Promise<string> {
    const now = Math.floor(new Date().getTime() / 1000)
    const at = identity.authenticated_at
    const claims = {
      sub: 'id-contact-attributes',
      status: 'succes',
      attributes: Object.fromEntries(identity.attributes.map(({ tag, value }) => [tag, value])),
      ...{ iss: issuer, jti: crypto.randomUUID(), binding: `binding of ${id}` },
      auth_method: identity.auth_method,
      acr: identity.level,
      cross_device: identity.cross_device,
      auth_time: at && Math.floor(Date.parse(at) / 1000),
      ...{ iat: now, exp: now + 300 },
      ...this.lies,
    }
    return signClaims(claims, 'JWT', (await this.#pair).secret)
  }
}

async function pair(): Promise<{ secret: KeySet; public: KeySet }> {
  const { privateKey, publicKey } = await generateKey('sig')
  return {
    secret: await importKeySet([privateKey], 'sign'),
    public: await importKeySet([publicKey], 'verify'),
  }
}
