/** The OpenAPI 3.1 documents of the parts, as text. */
import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { auth } from './auth.ts'
import { comm } from './comm.ts'
import { core } from './core.ts'
import { desk } from './desk.ts'
import { rooms } from './rooms.ts'
import { schemasFor } from './schemas.ts'
import { operationObject, type Part } from './table.ts'

export const parts: Record<string, Part> = { core, auth, comm, desk, rooms }

export interface OpenApi {
  openapi: string
  info: object
  servers: object[]
  paths: Record<string, Record<string, object>>
  components: { schemas: Record<string, object>; securitySchemes?: Record<string, object> }
}

export function documentOf(part: Part): OpenApi {
  const { version, license } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    version: string
    license: string
  }
  const paths: OpenApi['paths'] = {}
  for (const [route, operation] of Object.entries(part.operations)) {
    const [method, path] = route.split(' ') as [string, string]
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = operationObject(path, operation, part)
  }
  const { title, description, securitySchemes } = part
  return {
    openapi: '3.1.1',
    info: { title, description, version, license: { name: license, identifier: license } },
    servers: [{ url: '/', description: 'The server_url of the part' }],
    paths,
    components: { schemas: schemasFor(paths), ...(securitySchemes && { securitySchemes }) },
  }
}

/** File name in `docs/openapi/` → what belongs in it. */
export async function documents(): Promise<Record<string, string>> {
  const style = await resolveConfig('docs/openapi/core.json')
  const texts = Object.entries(parts).map(async ([name, part]) => {
    const text = JSON.stringify(documentOf(part))
    return [`${name}.json`, await format(text, { ...style, parser: 'json' })] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}
