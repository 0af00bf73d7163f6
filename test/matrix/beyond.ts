/** Ways that stand in no column of the table: they need parts of ours at two places, or more of a browser than to follow links. */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { RedeemAnswer } from '../../src/protocol/messages-conversation.ts'
import type { ResumeAnswer } from '../../src/protocol/messages-core.ts'
import { coreOf, full, methodOf, wanting, type Wanting } from './flows.ts'
import { apiKey } from './settings.ts'
import type { Row } from './table.ts'
import {
  follow,
  seenByThem,
  start,
  startWith,
  walk,
  type End,
  type Outcome,
  type Seen,
} from './walk.ts'
import type { World } from './world.ts'

const json = async <T>(url: string, body: object, headers: object = {}): Promise<T> => {
  const answer = await post(url, body, headers)
  const text = await answer.text()
  assert.ok(answer.ok, `${url}: ${answer.status} ${text}`)
  return JSON.parse(text) as T
}
const post = (url: string, body: object, headers: object = {}): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** What a page with a script sends along, and what it keeps for when the browser is back. */
function wayBack({ at }: World): { members: object; verifier: string } {
  const verifier = randomBytes(32).toString('base64url')
  const members = {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    return_url: `${at.page}/form?kept=1`,
    state: randomUUID(),
  }
  return { members, verifier }
}

/** Back on that page: code and verifier against the address of the conversation. */
async function resumed({ at }: World, { url }: End, verifier: string): Promise<ResumeAnswer> {
  const back = new URL(url)
  assert.equal(`${back.origin}${back.pathname}`, `${at.page}/form`, url)
  assert.equal(back.searchParams.get('kept'), '1')
  const code = back.searchParams.get('id_contact_code')
  assert.ok(code, url)
  return json(`${at.core}/resume`, { code, code_verifier: verifier })
}

const redeemed = ({ client_url, handover, result }: ResumeAnswer): Promise<RedeemAnswer> =>
  json(client_url, { handover, result })

/** Our core, and a page that the browser comes back to. */
export async function wayBackTo(world: World, row: Row, how: Wanting): Promise<Seen> {
  const { members, verifier } = wayBack(world)
  const body = {
    ...{ purpose: 'report_move', auth_method: methodOf(row), comm_method: wanting[how][row.comm] },
    ...members,
  }
  const end = await walk(world, await start(coreOf(world, row), body), 'success')
  const answer = await resumed(world, end, verifier)
  if (row.comm === 'published') {
    const { client_url, result } = answer
    const query = result ? `${client_url.includes('?') ? '&' : '?'}result=${result}` : ''
    return seenByThem(world, await follow(world, client_url + query))
  }
  const { conversation } = await redeemed(answer)
  return accepted(world, conversation.phone!.code)
}

async function accepted({ desk }: World, code: string): Promise<Seen> {
  const conversation = await desk.acceptCode(code)
  const values = conversation.attributes.map(({ tag, value }) => [tag, value] as const)
  await conversation.end()
  return values.length > 0 ? Object.fromEntries(values) : 'nobody'
}

/**
 * Back from a log-in that came to nothing. Our plugin says so in the address; a published one says it to the communication plugin alone, which
 * then takes nobody in.
 */
export async function wayBackWithout(world: World, row: Row): Promise<string> {
  const { members, verifier } = wayBack(world)
  const body = {
    ...{ purpose: 'report_move', auth_method: methodOf(row), comm_method: 'phone' },
    ...members,
  }
  const end = await walk(world, await start(world.at.core!, body), 'failed')
  const error = new URL(end.url).searchParams.get('id_contact_error')
  if (error) return error
  const { client_url, handover } = await resumed(world, end, verifier)
  const { type } = (await (await post(client_url, { handover })).json()) as { type: string }
  return type
}

/** The telephone platform says which code was keyed in, and the page of the agent who takes the call asks who it is. */
export async function calledIn(world: World, row: Row, outcome: Outcome): Promise<Seen> {
  const { at, agent } = world
  const { end } = await full('posted', '', 'unseen')(world, row, outcome)
  const [, code = '000000000'] = /href="tel:\+\d+,,(\d{9})#"/.exec(end.text) ?? []
  const sessionid = randomUUID()
  const link = (key: string): Promise<Response> =>
    post(`${at.phone}/link_phone`, { dtmf: code, sessionid }, { 'x-api-key': key })
  assert.equal((await link('x'.repeat(32))).status, 401)
  assert.equal((await link(apiKey)).status, outcome === 'success' ? 200 : 404)
  const headers = { authorization: `Bearer ${agent}` }
  const info = `${at.phone}/session_info/${sessionid}`
  assert.equal((await fetch(info)).status, 401)
  const answer = await fetch(info, { headers })
  if (answer.status === 404) return 'nothing'
  const { auth_result } = (await answer.json()) as {
    auth_result: { status: string; attributes: Record<string, string> }
  }
  assert.equal(auth_result.status, 'succes')
  assert.equal((await fetch(info, { method: 'DELETE', headers })).status, 204)
  assert.equal((await fetch(info, { headers })).status, 404)
  return auth_result.attributes
}

/** Somebody calls without a log-in, the agent asks who it is, and the browser goes away and comes back to the same conversation. */
export async function askedInCall(world: World, row: Row, outcome: Outcome): Promise<Seen> {
  const { at, desk } = world
  const first = wayBack(world)
  const begun = await start(at.core!, {
    ...{ purpose: 'question', comm_method: 'phone' },
    ...first.members,
  })
  const arrival = await resumed(world, begun, first.verifier)
  const { token, conversation } = await redeemed(arrival)
  const atDesk = await desk.acceptCode(conversation.phone!.code)
  assert.equal(atDesk.identity.status, 'not_proven')
  await atDesk.requestIdentification()

  const second = wayBack(world)
  const left = await startWith(`${arrival.client_url}/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ auth_method: methodOf(row), ...second.members }),
  })
  const end = await walk(world, left, outcome)
  if (outcome === 'success') await redeemed(await resumed(world, end, second.verifier))
  await atDesk.refresh()
  const { attributes, identity } = atDesk
  const values = Object.fromEntries(attributes.map(({ tag, value }) => [tag, value]))
  await atDesk.end()
  return identity.status === 'proven' ? values : 'nobody'
}
