/** What the route tables are written in, and the parts of an OpenAPI document that come out of it. */
import { PROBLEMS, type ProblemSlug } from '../../src/protocol/problem.ts'

/** One answer of an operation: an OpenAPI response object, or a list of problems that share its status. */
export interface Answer {
  description: string
  headers?: Record<string, object>
  content?: Record<string, { schema: object }>
}

export interface Operation {
  /** `operationId`: unique in its document. */
  id: string
  summary: string
  description?: string
  /** Parameters of the query and of headers; those of the path are made from `paths`. */
  query?: Record<string, Parameter>
  headers?: Record<string, Parameter>
  body?: { description?: string; required?: boolean; content: Record<string, { schema: object }> }
  answers: Record<number, Answer>
  /** Refusals besides, by the slug of their problem document; they go to the status of that problem. */
  problems?: ProblemSlug[]
  /** Names of security schemes; each alone is enough. */
  security?: string[]
}

interface Parameter {
  description: string
  schema?: object
  required?: boolean
}

export interface Part {
  title: string
  description: string
  /** What each path parameter is. */
  paths: Record<string, string>
  securitySchemes?: Record<string, object>
  /** `GET /go/{ticket}` → what it does. */
  operations: Record<string, Operation>
}

export const ref = (schema: string): object => ({ $ref: `#/components/schemas/${schema}` })

export const json = (schema: string, description: string): Answer => ({
  description,
  content: { 'application/json': { schema: ref(schema) } },
})

export const page = (description: string): Answer => ({
  description,
  content: { 'text/html': { schema: { type: 'string' } } },
})

export const redirect = (description: string): Answer => ({
  description,
  headers: {
    Location: { description: 'Where the browser goes', schema: { type: 'string', format: 'uri' } },
  },
})

/** Server-sent events of which the data is one of these, as JSON. */
export const events = (description: string, schemas: string[]): Answer => ({
  description,
  content: {
    'text/event-stream': {
      schema: {
        type: 'string',
        contentMediaType: 'application/json',
        contentSchema: { anyOf: schemas.map(ref) },
      },
    },
  },
})

export const empty = (description: string): Answer => ({ description })

export const jsonBody = (schema: string): NonNullable<Operation['body']> => ({
  required: true,
  content: { 'application/json': { schema: ref(schema) } },
})

export const form = 'application/x-www-form-urlencoded'

/** Of a script, or of a page without one. */
export const jsonOrForm = (schema: string): Operation['body'] => ({
  required: true,
  content: { 'application/json': { schema: ref(schema) }, [form]: { schema: ref(schema) } },
})

export const health: Operation = {
  id: 'health',
  summary: 'Say that the part runs',
  answers: { 200: json('Health', 'It runs') },
}

/** The refusals of an operation, one response for each status. */
function refusals(slugs: ProblemSlug[]): Record<number, Answer> {
  const byStatus = Map.groupBy(slugs, (slug) => PROBLEMS[slug].status)
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.map((slug) => PROBLEMS[slug].title).join('. Or: '),
        content: { 'application/problem+json': { schema: problemOf(some) } },
      },
    ]),
  )
}

const problemOf = (slugs: ProblemSlug[]): object => ({
  allOf: [
    ref('Problem'),
    { properties: { type: { enum: slugs.map((slug) => `urn:id-contact:problem:${slug}`) } } },
  ],
})

/** A page and a problem document can share a status: which it is, is decided by who asks. */
function together(answer: Answer | undefined, refusal: Answer): Answer {
  if (!answer) return refusal
  const description = `${answer.description}. Or: ${refusal.description}`
  return { ...answer, description, content: { ...answer.content, ...refusal.content } }
}

/** The OpenAPI operation object (OpenAPI 3.1, section 4.8.10). */
export function operationObject(path: string, operation: Operation, { paths }: Part): object {
  const { id, summary, description, query = {}, headers = {}, body, security } = operation
  const responses: Record<string, Answer> = { ...operation.answers }
  for (const [status, refusal] of Object.entries(refusals(operation.problems ?? [])))
    responses[status] = together(responses[status], refusal)
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
      parameter('path', name!, { description: paths[name!]!, required: true }),
    ),
    ...Object.entries(query).map(([name, rest]) => parameter('query', name, rest)),
    ...Object.entries(headers).map(([name, rest]) => parameter('header', name, rest)),
  ]
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: body }),
    responses: { ...responses, default: unexpected },
    ...(security && { security: security.map((name) => ({ [name]: [] })) }),
  }
}

const parameter = (
  place: 'path' | 'query' | 'header',
  name: string,
  { description, schema = { type: 'string' }, required }: Parameter,
): object => ({ name, in: place, description, ...(required && { required }), schema })

const unexpected: Answer = {
  description: 'Too long, too large, of another method, too busy, or an error of ours',
  content: { 'application/problem+json': { schema: ref('Problem') } },
}
