/** A handler of which every request that is good and every answer is held against its OpenAPI document. */
import assert from 'node:assert/strict'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { documentOf, parts } from '../scripts/openapi/documents.ts'

type Handler = (request: Request) => Promise<Response>

interface Described {
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}
type Content = Record<string, { schema: { $ref?: string } }>

export interface Documented extends Handler {
  /** `POST /start` … of what was asked. */
  seen: Set<string>
}

export function documented(part: string, handler: Handler): Documented {
  const document = documentOf(parts[part]!)
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  ajv.addSchema(document as AnySchema, 'document')
  const seen = new Set<string>()

  /** The schema of `#/paths/~1start/post/…`, which refers to the components of the document. */
  function check(place: string[], body: unknown, what: string): void {
    const pointer = place.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
    const validate = ajv.getSchema(`document#/${encodeURI(pointer)}`)
    assert.ok(validate, `${what}: no schema at ${pointer}`)
    assert.ok(validate(body), `${what}: ${ajv.errorsText(validate.errors)}`)
  }

  const ask = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    // What is written out goes before what has parameters (OpenAPI 3.1, section 4.8.8).
    const templates = Object.keys(document.paths).filter((path) => matches(path, pathname))
    const path = templates.find((template) => template === pathname) ?? templates[0]
    const method = request.method.toLowerCase()
    const operation = document.paths[path ?? '']?.[method] as Described | undefined
    const what = `${request.method} ${path ?? pathname}`
    assert.ok(path && operation, `${what} is not described`)
    seen.add(what)
    const sent = await request.clone().text()
    const answer = await handler(request)
    const name = `${what} ${answer.status}`
    const response = operation.responses[answer.status]
    assert.ok(response, `${name} is not described`)
    const type = mediaTypeOf(answer.headers)
    if (type === '') assert.equal(response.content, undefined, name)
    else assert.ok(response.content?.[type], `${name} ${type} is not described`)
    const place = ['paths', path, method]
    if (type.endsWith('json')) {
      const at = [...place, 'responses', String(answer.status), 'content', type, 'schema']
      check(at, await answer.clone().json(), name)
    }
    if (answer.ok && operation.requestBody && sent) {
      const sentType = mediaTypeOf(request.headers)
      assert.ok(operation.requestBody.content[sentType], `${what}: ${sentType} is not described`)
      const at = [...place, 'requestBody', 'content', sentType, 'schema']
      if (sentType.endsWith('json')) check(at, JSON.parse(sent), what)
    }
    return answer
  }
  return Object.assign(ask, { seen })
}

const mediaTypeOf = (headers: Headers): string =>
  (headers.get('content-type') ?? '').split(';')[0]!.trim()

function matches(template: string, pathname: string): boolean {
  const pattern = template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(pathname)
}
