/** Files that a part serves beside its own answers: the built bundles, and the pictures of methods. One folder, no folders in it. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../protocol/problem.ts'

export interface Folder {
  /** Where the files are on the web, with a slash at both ends: `/sdk/1.0.0/`. */
  prefix: string
  /** Where they are on disk. */
  folder: string
  kind: 'bundles' | 'pictures'
  /** The files behind this prefix never change: browsers keep them for a year. */
  immutable: boolean
}

const types = {
  bundles: {
    js: 'text/javascript; charset=utf-8',
    json: 'application/json',
    map: 'application/json',
    txt: 'text/plain; charset=utf-8',
  },
  pictures: {
    svg: 'image/svg+xml',
    png: 'image/png',
    jpg: 'image/jpeg',
    webp: 'image/webp',
    avif: 'image/avif',
  },
} satisfies Record<Folder['kind'], Record<string, string>>

// A name has no slash, no backslash, no percent sign and does not begin with a dot: there is no way out of the folder.
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}\.([a-z]{2,5})$/

/** The answer for a request below one of the folders; undefined when it is for somebody else. */
export async function serveFile(
  request: Request,
  folders: readonly Folder[],
): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  const folder = folders.find(({ prefix }) => pathname.startsWith(prefix))
  if (!folder) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return problem(405, 'method-not-allowed', { headers: { allow: 'GET, HEAD' } })
  }
  const name = pathname.slice(folder.prefix.length)
  const extension = plainName.exec(name)?.[1]
  const type = extension && (types[folder.kind] as Record<string, string>)[extension]
  const content = type ? await read(join(folder.folder, name)) : undefined
  if (!type || !content) return notFound()
  return answer(request, folder, type, content)
}

function answer(
  request: Request,
  { kind, immutable }: Folder,
  type: string,
  content: Buffer,
): Response {
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`
  const headers = {
    'access-control-allow-origin': '*',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': type,
    'cross-origin-resource-policy': 'cross-origin',
    etag,
    'x-content-type-options': 'nosniff',
    // A picture that is opened by itself runs nothing and loads nothing.
    ...(kind === 'pictures' && {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }),
  }
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers })
  const body = request.method === 'HEAD' ? null : new Uint8Array(content)
  return new Response(body, { headers: { ...headers, 'content-length': String(content.length) } })
}

async function read(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}

// A bundle that is not there today may be tomorrow: nobody may remember that it was missing.
const notFound = (): Response =>
  problem(404, 'not-found', { headers: { 'access-control-allow-origin': '*' } })
