import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shapeOf, told, type Answer } from './ask.ts'
import { junitOf, lineOf, summaryOf } from './report.ts'
import { need, Unmet, type Finding, type Requirement } from './requirement.ts'
import { run } from './run.ts'

const token = 'eyJhbGciOiJFQ0RILUVTIn0.x.yZ-9.AbC.q'

const requirement = (id: string, check: () => void, after?: string[]): Requirement<object> => ({
  id,
  says: `${id} must hold.`,
  check,
  ...(after && { after }),
})
const fail = (): never => {
  throw new Unmet('200', '500')
}
const findings = (requirements: Requirement<object>[]): Promise<Finding[]> =>
  run(requirements, {}, { timeout: 60_000 })
const ends = (found: Finding[]): string[] => found.map(({ verdict }) => verdict.is)

describe('a run', () => {
  it('skips what rests on something that did not pass', async () => {
    const found = await findings([
      requirement('A', () => {}),
      requirement('B', fail, ['A']),
      requirement('C', () => {}, ['B']),
      requirement('D', () => need(false, 'not configured')),
      requirement('E', () => {}, ['A', 'D']),
    ])
    assert.deepEqual(ends(found), ['passed', 'failed', 'skipped', 'skipped', 'skipped'])
    assert.match(lineOf(found[2]!), /needs B, which failed/)
    assert.match(lineOf(found[4]!), /needs D, which was skipped/)
  })

  it('ends a requirement that has no end', async () => {
    const hanging: Requirement<object> = {
      ...requirement('A', () => {}),
      check: () => new Promise(() => {}),
    }
    const found = await run([hanging, requirement('B', () => {})], {}, { timeout: 1 })
    assert.deepEqual(ends(found), ['failed', 'passed'])
  })

  it('takes a mistake of its own for no verdict', async () => {
    const broken = requirement('A', () => {
      throw new TypeError('a mistake')
    })
    await assert.rejects(findings([broken]), TypeError)
  })
})

describe('the report', () => {
  it('says of a failure what was expected, what came, and where it is written', async () => {
    const [finding] = await findings([requirement('CORE-START-04', fail)])
    const line = lineOf(finding!)
    assert.match(line, /^FAILED {3}CORE-START-04/)
    assert.match(line, /expected +200\n.*came +500\n.*docs\/protocol\.md#core-start-04/)
    assert.equal(summaryOf([finding!]), '\n0 passed, 1 failed, 0 skipped\n')
  })

  it('is XML for a build server, whatever stands in the words', async () => {
    const nasty = `<&"'>\u0000\u001b\ud800`
    const found = await findings([
      requirement('A', () => {}),
      requirement('B', () => need(false, nasty)),
      requirement('C', () => {
        throw new Unmet(nasty, nasty)
      }),
    ])
    const xml = junitOf('suite <1>', found)
    assert.match(
      xml,
      /<testsuite name="suite &lt;1&gt;" tests="3" failures="1" errors="0" skipped="1"/,
    )
    assert.match(xml, /<skipped message="&lt;&amp;&quot;&apos;&gt; {2}\ufffd"\/>/)
    const texts = xml.replace(/<\/?[a-z?][^<>]*>/g, '')
    assert.doesNotMatch(texts, /[<>"]/)
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(xml.replaceAll('\n', ''), /[\u0000-\u001f]/)
  })
})

describe('what is told', () => {
  it('has the shape of an address, and nothing that could be a secret', () => {
    const shape = shapeOf(`https://a.example:8443/return/${token}/x?result=${token}&${token}=1`)
    assert.equal(shape, 'https://a.example:8443/return/…/x?result=…&…')
    assert.equal(shapeOf('tel:+31201234567,,482917306#'), 'tel:…')
    assert.equal(shapeOf(token), 'no address')
    assert.equal(shapeOf(undefined), 'undefined')
  })

  it('has status, kind and names of members, and no value', () => {
    const answer: Answer = {
      url: 'https://a.example',
      status: 303,
      type: 'application/problem+json',
      headers: new Headers(),
      text: JSON.stringify({ result: token, [token]: 1 }),
      location: `https://b.example/client?result=${token}`,
    }
    const words = '303 application/problem+json to https://b.example/client?result=… with result'
    assert.equal(told(answer), words)
    const plain: Answer = { ...answer, type: '', text: token, location: undefined }
    assert.equal(told(plain), '303 without content')
  })
})
