/** What comes to a core and what it sends, told apart. */
import { instead, isPath, messageOf, type Handler } from '../fault.ts'

const start = isPath(/^\/start$/, 'POST')
const isStartIn =
  (type: string) =>
  (request: Request): boolean =>
    start(request) && request.headers.get('content-type') === type

export const isStart = start
export const isJsonStart = isStartIn('application/json')
export const isSignedStart = isStartIn('application/jwt')

export const isGood = (_request: Request, { status }: Response): boolean => status === 200
export const isReturn = isPath(/^\/return\//)

export const both =
  (...fits: ((request: Request, answer: Response) => boolean)[]) =>
  (request: Request, answer: Response): boolean =>
    fits.every((fit) => fit(request, answer))

export const insteadOf = (slug: string, answer: () => Response): ((part: Handler) => Handler) =>
  instead(isJsonStart, slug, answer)

/** A start that was refused for this, accepted all the same. */
export const accepting = (slug: string): ((part: Handler) => Handler) =>
  insteadOf(slug, () => Response.json({ client_url: 'http://127.0.0.1/somewhere' }))

export const isAuthentication = (url: string): boolean => url.endsWith('/start_authentication')
export const isCommunication = (url: string): boolean => url.endsWith('/start_communication')

/** To log in and then talk. */
export const isFull = (url: string, init: RequestInit): boolean =>
  isAuthentication(url) && String(messageOf(init).continuation).includes('/return/')
/** To log in during a conversation, when nothing binds it. */
export const isDuring = (url: string, init: RequestInit): boolean =>
  isAuthentication(url) && !isFull(url, init)

export const isResult = (url: string, init: RequestInit): boolean =>
  init.method === 'POST' && url.endsWith('/result')
