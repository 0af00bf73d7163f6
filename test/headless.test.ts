/** Everything that the panel does is possible without it, and the vendor's guide says with what. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import * as agent from '../src/agent/index.ts'
import { AgentConversation } from '../src/agent/conversation.ts'
import { Desk } from '../src/agent/desk.ts'
import * as tokens from '../src/protocol/tokens.ts'

const guide = readFileSync('docs/agent-tool-vendor.md', 'utf8')
const sources = globSync('components/agent-panel/**/*.ts', {
  exclude: (path) => /\.test\.ts$|testing/.test(path),
})
const fromHouse = /import \{([^}]*)\} from '(?:\.\.\/)+src\/(?:agent|protocol)\/[\w-]+\.ts'/g

describe('the panel', () => {
  const used = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(fromHouse)].flatMap(([, names]) =>
      names!.split(',').map((name) => name.trim()),
    ),
  )
  const values = new Set(used.filter((name) => name && !name.startsWith('type ')))

  it('uses something of the house', () => assert.ok(values.has('connect')))

  for (const name of values)
    it(`uses ${name}, which everybody can`, () => {
      assert.ok(name in agent || name in tokens)
    })
})

describe('the guide for vendors', () => {
  const internal = ['constructor', 'update', 'receive', 'finish', 'attributes']
  for (const [what, type] of [
    ['desk', Desk],
    ['conversation', AgentConversation],
  ] as const)
    for (const member of Object.getOwnPropertyNames(type.prototype))
      if (!internal.includes(member))
        it(`tells of ${what}.${member}()`, () => {
          assert.ok(guide.includes(`\`${what}.${member}(`))
        })

  for (const name of ['desk', 'conversation'] as const)
    for (const member of new Set(
      [...guide.matchAll(new RegExp(`\`${name}\\.(\\w+)\\(`, 'g'))].map(([, m]) => m!),
    ))
      it(`tells of ${name}.${member}(), which is there`, () => {
        const type = name === 'desk' ? Desk : AgentConversation
        assert.ok(member in type.prototype)
      })
})
