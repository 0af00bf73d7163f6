/** A resident with a browser in a world, and what the agent on the other side sees of them. */
import { randomUUID } from 'node:crypto'
import { importSPKI, jwtVerify, SignJWT } from 'jose'
import { Browser } from '../../src/auth/testing/browser.ts'
import { secrets } from './settings.ts'
import type { World } from './world.ts'

/** What becomes of a log-in. */
export type Outcome = 'success' | 'failed'

/** Where a browser ends: a page, or an address that none of the parts serves. */
export interface End {
  url: string
  status: number
  text: string
}

/** What an agent sees: who it is; nobody; or there is no conversation at all. */
export type Seen = Record<string, string> | 'nobody' | 'nothing'

/** Like a page with a script. */
export async function start(core: string, body: object): Promise<End> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return startWith(`${core}/start`, init)
}

export async function startWith(url: string, init: RequestInit): Promise<End> {
  const answer = await fetch(url, { ...init, redirect: 'manual' })
  const text = await answer.text()
  const isStarted = answer.status === 200
  const { client_url } = (isStarted ? JSON.parse(text) : { client_url: url }) as {
    client_url: string
  }
  return { url: client_url, status: answer.status, text }
}

/** From the start to where the browser ends, through a log-in when there is one. */
export async function walk(world: World, started: End, outcome: Outcome): Promise<End> {
  if (started.status !== 200) return started
  const browser = new Browser({})
  const first = await go(world, browser, started.url)
  const onwards = loggedIn(world, first, outcome)
  return onwards ? go(world, browser, onwards) : first
}

/** Follows links alone. */
export const follow = (world: World, url: string): Promise<End> => go(world, new Browser({}), url)

async function go({ at }: World, browser: Browser, url: string): Promise<End> {
  const isElsewhere = ({ protocol, origin }: URL): boolean =>
    protocol === 'tel:' || origin === at.page
  const { url: end, response } = await browser.follow(url, isElsewhere)
  return { url: end, status: response?.status ?? 0, text: (await response?.text()) ?? '' }
}

/** Where the browser goes on from a page on which somebody logs in. */
function loggedIn({ at }: World, { url, text }: End, outcome: Outcome): string | undefined {
  if (url.startsWith(`${at.page}/log-in`)) {
    const { callbackUrl, state } = Object.fromEntries(new URL(url).searchParams)
    return `${callbackUrl}?${new URLSearchParams({ state: state!, outcome })}`
  }
  const link = outcome === 'success' ? 'browser' : 'failed'
  return new RegExp(`href="([^"]+/${link}/[^"]+)"`).exec(text)?.[1]
}

/** What our agent sees of whoever ended on the page of our communication plugin. */
export async function seenByUs({ desk }: World, { text }: End): Promise<Seen> {
  const [, code] = /href="tel:\+\d+,,(\d{9})#"/.exec(text) ?? []
  if (!code) return 'nothing'
  const conversation = await desk.acceptCode(code)
  const { attributes, identity } = conversation
  const values = Object.fromEntries(attributes.map(({ tag, value }) => [tag, value]))
  await conversation.end()
  return identity.status === 'proven' ? values : 'nobody'
}

/** What theirs sees: of a page, or of a call with the code that stands in a link or on a page. */
export async function seenByThem(world: World, end: End): Promise<Seen> {
  const { at } = world
  const [, page] = /\/ui\/([\w-]+)/.exec(end.url) ?? []
  const session = page ?? (await called(world, end))
  const answer = await fetch(`${at.theirComm}/session_info/${session}`)
  if (answer.status !== 200) return 'nothing'
  const { auth_result } = (await answer.json()) as {
    auth_result: { status: string; attributes?: Record<string, string> } | null
  }
  return auth_result?.attributes ?? 'nobody'
}

async function called(world: World, end: End): Promise<string> {
  const sessionid = randomUUID()
  const shown = `${end.url} ${end.text} ${await telephonePage(world, end.url)}`
  const [, dtmf] = /tel:\+\d+,+(\d{10})/.exec(shown) ?? []
  await fetch(`${world.at.theirComm}/link_phone`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dtmf: dtmf ?? 'none', sessionid }),
  })
  return sessionid
}

/** The page that shows number and code: the link stands signed in its address. */
async function telephonePage({ at, keys }: World, url: string): Promise<string> {
  const [, token] = url.split(`${at.page}/telephone/`)
  if (!token) return ''
  const alg = keys.kindOf('screen') === 'RSA' ? 'RS256' : 'ES256'
  const key = await importSPKI(keys.public('screen'), alg)
  return String((await jwtVerify(token, key, { algorithms: [alg] })).payload.continuation)
}

/** A guest of a platform with rooms of its own, ours or theirs, behind the address where that part is. */
export interface Room {
  start(purpose: string, auth_method: string): Promise<End>
  seen(): Promise<Seen>
}

export async function enter(world: World, part: string): Promise<Room> {
  const id = randomUUID()
  const host = await platformToken({ roomId: id }, secrets.host)
  return {
    async start(purpose, auth_method) {
      const redirectUrl = `${world.at.page}/room`
      const guest = { id, redirectUrl, name: 'Guest', roomId: id, purpose }
      const token = await platformToken(guest, secrets.guest)
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify({ purpose, auth_method })
      return startWith(`${part}/guest/start/${token}`, { method: 'POST', headers, body })
    },
    async seen() {
      const headers = { authorization: `Bearer ${world.agent}`, accept: 'application/json' }
      const answer = await fetch(`${part}/host/${host}`, { headers })
      const guests = (await answer.json()) as { attributes: Record<string, string> | null }[]
      const [only] = guests
      return only ? (only.attributes ?? 'nobody') : 'nothing'
    },
  }
}

const platformToken = (payload: object, secret: string): Promise<string> =>
  new SignJWT({ payload })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(secret))

/** The result of a log-in at an authentication plugin, as whoever started it alone would have it. */
export async function earlierResult(world: World, plugin: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = { attributes: ['name', 'email'], continuation: `${world.at.page}/kept` }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const started = await startWith(`${plugin}/start_authentication`, init)
  const { url } = await walk(world, started, 'success')
  return new URL(url).searchParams.get('result')!
}
