/** What Drupal reads of a module beside its code, as it must be: the shape of each file, and that what one names is in another. */
import { existsSync, readFileSync } from 'node:fs'
import { Ajv, type Schema } from 'ajv'
import { parse } from 'yaml'

const text = { type: 'string', minLength: 1 } as const
const shape = (properties: Record<string, Schema>, ...required: string[]): Schema => ({
  ...{ type: 'object', additionalProperties: false },
  ...{ properties, required },
})
const each = (entry: Schema): Schema => ({ type: 'object', additionalProperties: entry })

/** By the end of a file's name. */
const schemas: Record<string, Schema> = {
  'info.yml': shape(
    {
      ...{ name: text, description: text, package: text, configure: text },
      type: { const: 'module' },
      core_version_requirement: { type: 'string', pattern: '^[\\^>=<~|\\d. ]+$' },
      // An extension, with the project that it comes from.
      dependencies: { type: 'array', items: { type: 'string', pattern: '^[a-z0-9_]+:[a-z0-9_]+' } },
    },
    ...['name', 'type', 'core_version_requirement'],
  ),
  'routing.yml': each(
    shape(
      {
        path: { type: 'string', pattern: '^/' },
        defaults: { type: 'object', minProperties: 1, propertyNames: { pattern: '^_' } },
        // A route without any is open to nobody.
        requirements: { ...{ type: 'object', minProperties: 1 }, additionalProperties: text },
      },
      ...['path', 'defaults', 'requirements'],
    ),
  ),
  'links.menu.yml': each(
    shape(
      {
        title: text,
        description: text,
        parent: text,
        route_name: text,
        weight: { type: 'number' },
      },
      ...['title', 'route_name'],
    ),
  ),
  'schema.yml': each(
    shape(
      {
        ...{ type: text, label: text },
        mapping: each(
          shape({ type: text, label: text, nullable: { type: 'boolean' } }, 'type', 'label'),
        ),
      },
      ...['type', 'mapping'],
    ),
  ),
}

const ajv = new Ajv({ allErrors: true })
const checks = Object.entries(schemas).map(([end, schema]) => ({
  end,
  isValid: ajv.compile(schema),
}))

/** What is wrong with the shape of a file; nothing is known of a file of another kind. */
export function misshapen(path: string, content = readFileSync(path, 'utf8')): string[] {
  const check = checks.find(({ end }) => path.endsWith(end))
  if (!check) return []
  check.isValid(parse(content))
  return (check.isValid.errors ?? []).map(
    ({ instancePath, message }) => `${path}${instancePath} ${message}`,
  )
}

type Settings = Record<string, { mapping: Record<string, object> }>
type Routes = Record<string, { defaults: { _form?: string; _controller?: string } }>

/** What is named in one of a module's files and stands in no other. */
export function unknownNames(module: string): string[] {
  const name = module.split('/').at(-1)!
  const read = (path: string): string => readFileSync(`${module}/${path}`, 'utf8')
  const routes = parse(read(`${name}.routing.yml`)) as Routes
  const links = parse(read(`${name}.links.menu.yml`)) as Record<string, { route_name: string }>
  const { configure } = parse(read(`${name}.info.yml`)) as { configure: string }
  const named = [configure, ...Object.values(links).map((link) => link.route_name)]
  const classes = Object.values(routes).map(
    ({ defaults }) => defaults._form ?? defaults._controller!,
  )
  const schema = parse(read(`config/schema/${name}.schema.yml`)) as Settings
  const settings = `${name}.settings`
  return [
    ...named.filter((route) => !(route in routes)),
    ...classes.filter(
      (one) => !existsSync(`${module}/src/${one.split('\\').slice(3).join('/')}.php`),
    ),
    ...apart(schema[settings]!.mapping, parse(read(`config/install/${settings}.yml`)) as object),
  ]
}

/** The keys that only one of two has. */
const apart = (one: object, two: object): string[] => {
  const [first, second] = [Object.keys(one), Object.keys(two)]
  return [
    ...first.filter((key) => !second.includes(key)),
    ...second.filter((key) => !first.includes(key)),
  ]
}
