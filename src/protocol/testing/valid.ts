/** From a schema to messages that it accepts: so that whoever adds a member has it tried out without a word about it here. */
import fc from 'fast-check'
import * as v from 'valibot'

type Schema = v.GenericSchema & { type: string }

/** @throws Error for a kind of schema that no message uses yet */
export function validOf(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  const piped = (schema as { pipe?: readonly Step[] }).pipe
  if (!piped) return kinds(schema as Schema)
  const [first, ...steps] = piped
  const made = first!.type === 'string' ? text(steps) : bounded(first as never, steps)
  // What spans members, such as a way back with all its parts.
  return made.filter((value) => v.is(schema, value))
}

interface Step {
  type: string
  requirement?: unknown
}

const requirementOf = <T>(steps: Step[], type: string): T | undefined =>
  steps.find((step) => step.type === type)?.requirement as T | undefined

function kinds(schema: Schema): fc.Arbitrary<unknown> {
  const of = schema as never as {
    entries: Record<string, v.GenericSchema>
    item: v.GenericSchema
    options: never[]
    literal: unknown
    wrapped: v.GenericSchema
    key: v.GenericSchema
    value: v.GenericSchema
  }
  switch (schema.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(of.entries).map(([key, one]) => [key, validOf(one)])),
      )
    case 'array':
      return fc.array(validOf(of.item), { maxLength: 4 })
    case 'record':
      return fc.dictionary(validOf(of.key) as fc.Arbitrary<string>, validOf(of.value), {
        maxKeys: 4,
      })
    case 'union':
    case 'variant':
      return fc.oneof(...of.options.map((option) => validOf(option)))
    case 'picklist':
      return fc.constantFrom(...of.options)
    case 'literal':
      return fc.constant(of.literal)
    case 'nullish':
      return fc.oneof(fc.constant(undefined), fc.constant(null), validOf(of.wrapped))
    case 'nullable':
      return fc.oneof(fc.constant(null), validOf(of.wrapped))
    case 'number':
      return fc.integer({ min: 0, max: 99 })
    case 'boolean':
      return fc.boolean()
    case 'string':
      return text([])
    case 'custom':
      return fc.oneof(text([]), fc.dictionary(fc.constantFrom('nl', 'en'), text([])))
    default:
      throw new Error(`No messages from a schema of kind ${schema.type}`)
  }
}

function bounded(schema: Schema, steps: Step[]): fc.Arbitrary<unknown> {
  if (schema.type === 'array')
    return fc.array(validOf((schema as never as { item: v.GenericSchema }).item), {
      minLength: requirementOf(steps, 'min_length') ?? 0,
      maxLength: 4,
    })
  if (schema.type === 'number')
    return fc.integer({
      min: requirementOf(steps, 'min_value'),
      max: requirementOf(steps, 'max_value'),
    })
  return validOf(schema)
}

function text(steps: Step[]): fc.Arbitrary<string> {
  const pattern = requirementOf<RegExp>(steps, 'regex')
  if (pattern) return fc.stringMatching(pattern)
  if (steps.some(({ type }) => type === 'iso_timestamp'))
    return fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString())
  // The one check that messages have of a text is whether it is an address.
  if (steps.some(({ type }) => type === 'check')) return fc.webUrl({ withQueryParameters: true })
  return fc.string({ maxLength: Math.min(requirementOf<number>(steps, 'max_length') ?? 64, 64) })
}
