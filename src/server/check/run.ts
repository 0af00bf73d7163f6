/** Looks at one requirement after the other, each for a limited time. */
import { Skip, Unmet, type Finding, type Requirement, type Verdict } from './requirement.ts'

export interface RunOptions {
  /** Milliseconds for one requirement. */
  timeout: number
  /** Told of each finding as soon as there is one. */
  tell?: (finding: Finding) => void
}

/** Those with these names and whatever they rest on, in their order; all of them when none is named. */
export function chosen<Scene>(
  requirements: readonly Requirement<Scene>[],
  names: readonly string[] = [],
): readonly Requirement<Scene>[] {
  if (names.length === 0) return requirements
  const wanted = new Set(names)
  // What one rests on stands before it.
  for (const { id, after = [] } of requirements.toReversed())
    if (wanted.has(id)) for (const needed of after) wanted.add(needed)
  return requirements.filter(({ id }) => wanted.has(id))
}

export async function run<Scene>(
  requirements: readonly Requirement<Scene>[],
  scene: Scene,
  { timeout, tell = () => {} }: RunOptions,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const requirement of requirements) {
    const started = performance.now()
    const verdict = missing(requirement, findings) ?? (await judged(requirement, scene, timeout))
    const { id, says } = requirement
    const finding = { id, says, verdict, took: Math.round(performance.now() - started) }
    findings.push(finding)
    tell(finding)
  }
  return findings
}

/** One fault is one failure: what rests on it is skipped. */
function missing(
  { after = [] }: Requirement<never>,
  findings: readonly Finding[],
): Verdict | undefined {
  for (const id of after) {
    const { verdict } = findings.find((finding) => finding.id === id)!
    if (verdict.is === 'failed') return { is: 'skipped', reason: `needs ${id}, which failed` }
    if (verdict.is === 'skipped') return { is: 'skipped', reason: `needs ${id}, which was skipped` }
  }
  return undefined
}

async function judged<Scene>(
  requirement: Requirement<Scene>,
  scene: Scene,
  timeout: number,
): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const seconds = Math.round(timeout / 1000)
    timer = setTimeout(() => reject(new Unmet('an end', `none in ${seconds} s`)), timeout)
  })
  try {
    await Promise.race([requirement.check(scene), late])
    return { is: 'passed' }
  } catch (error) {
    if (error instanceof Skip) return { is: 'skipped', reason: error.message }
    if (error instanceof Unmet) return { is: 'failed', expected: error.expected, came: error.came }
    throw error
  } finally {
    clearTimeout(timer)
  }
}
