/** Who stands outside: core, authentication plugin, provider of the agents, and a resident who comes by them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT, importJWK, type JWK } from 'jose'
import { randomId, sha256 } from '../../src/protocol/digest.ts'
import { signHandover } from '../../src/protocol/handover.ts'
import { importKeySet } from '../../src/protocol/keys.ts'
import type { RedeemAnswer } from '../../src/protocol/messages-conversation.ts'
import type { StartCommunicationAnswer } from '../../src/protocol/messages-plugins.ts'
import { sealResult } from '../../src/protocol/result.ts'
import { authUrl, commUrl, coreUrl } from './addresses.ts'

const issuer = 'https://login.gemeente.example'
const purpose = 'report_move'

export interface Waiting extends RedeemAnswer {
  url: string
  /** When the result was posted, in milliseconds of this process. */
  posted: number
}

type Outsiders = Awaited<ReturnType<typeof outsiders>>

export async function outsiders(folder: string, loginKey: JWK) {
  const read = (name: string): JWK[] =>
    (JSON.parse(readFileSync(join(folder, 'keys', name), 'utf8')) as { keys: JWK[] }).keys
  const coreKeys = await importKeySet(read('core/signing.private.json'), 'sign')
  const signingKeys = await importKeySet(read('auth/signing.private.json'), 'sign')
  const encryptionKeys = await importKeySet(read('comm/encryption.public.json'), 'encrypt')
  const agentKey = await importJWK(loginKey, 'ES256')
  return {
    handover: (claims: Parameters<typeof signHandover>[0]) =>
      signHandover(claims, { signingKeys: coreKeys }),
    result: (claims: Parameters<typeof sealResult>[0]) =>
      sealResult(claims, { dialect: 'id-contact', signingKeys, encryptionKeys }),
    agentToken: (subject: string) =>
      new SignJWT({
        iss: issuer,
        aud: 'id-contact-desk',
        sub: subject,
        name: subject,
        given_name: subject,
        roles: ['klantcontact'],
      })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(agentKey),
  }
}

/** What core, authentication plugin and browser do, one after the other. */
export async function arrive(
  send: typeof fetch,
  parties: Outsiders,
  name: string,
): Promise<Waiting> {
  const receipt = randomId()
  const tags = { purpose, auth_method: 'digid', comm_method: 'phone' }
  const started = (await posted(
    send,
    `${commUrl}/start_communication`,
    tags,
  )) as StartCommunicationAnswer
  const token = await parties.result({
    status: 'success',
    attributes: { bsn: '999990019', name },
    iss: authUrl,
    aud: commUrl,
    jti: randomId(),
    binding: started.binding!,
    purpose,
    authMethod: 'digid',
    acr: 'substantial',
    receiptHash: await sha256(receipt),
  })
  const at = performance.now()
  await again(async () => {
    const headers = { 'content-type': 'application/jwt' }
    const answer = await send(started.attr_url!, { method: 'POST', headers, body: token })
    await answer.text()
    if (answer.status !== 200) throw new Error(`the result was answered with ${answer.status}`)
  })
  const handover = await parties.handover({
    ...{ iss: coreUrl, aud: commUrl, sub: started.client_url, jti: randomId(), receipt },
    ...tags,
  })
  const redeemed = (await posted(send, started.client_url, {
    handover,
    key: randomId(32),
  })) as RedeemAnswer
  return { ...redeemed, url: started.client_url, posted: at }
}

async function posted(send: typeof fetch, url: string, body: object): Promise<unknown> {
  return again(async () => {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok)
      throw new Error(`${new URL(url).pathname.split('/')[1]} was answered with ${answer.status}`)
    return JSON.parse(text) as unknown
  })
}

/** A process that was killed a moment ago takes its connections with it: whoever asks again gets another. */
export async function again<T>(work: () => Promise<T>, patience = 120_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
    }
  }
}
