/** Answers that nobody keeps: for a program, for a browser that has to go on, and for what nobody expected. */
import type { Log } from '../protocol/log-entry.ts'
import { privateHeaders } from './page.ts'
import { noted } from './refusal.ts'

export const json = (body: unknown, status = 200): Response =>
  Response.json(body, { status, headers: privateHeaders })

export const noContent = (headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 204, headers: { ...privateHeaders, ...headers } })

/** 303: whatever the method was, the browser goes on with a GET (RFC 9110 section 15.4.4). */
export function seeOther(location: string, ...cookies: (string | undefined)[]): Response {
  const headers = new Headers({ ...privateHeaders, location })
  for (const cookie of cookies) if (cookie) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** What is thrown inside a route, as a problem document. */
export const answerTo = (error: unknown, log: Log): Response => noted(error, log).response()
