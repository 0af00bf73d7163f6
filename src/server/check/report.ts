/** What was found, as text for people and as JUnit XML for a build server. */
import { placeOf, type Finding, type Verdict } from './requirement.ts'

const words: Record<Verdict['is'], string> = {
  passed: 'passed ',
  failed: 'FAILED ',
  skipped: 'skipped',
}

/** One line, and for whatever did not pass the lines that say why. */
export function lineOf({ id, says, verdict }: Finding): string {
  const lines = [`${words[verdict.is]}  ${id.padEnd(18)} ${says}`]
  const under = (label: string, text: string): void => {
    lines.push(`         ${label.padEnd(18)} ${text}`)
  }
  if (verdict.is === 'failed') {
    under('expected', verdict.expected)
    under('came', verdict.came)
    under('see', placeOf(id))
  }
  if (verdict.is === 'skipped') under('why', verdict.reason)
  return `${lines.join('\n')}\n`
}

export function summaryOf(findings: readonly Finding[]): string {
  const count = (is: Verdict['is']): number =>
    findings.filter(({ verdict }) => verdict.is === is).length
  return `\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`
}

/**
 * The form that build servers read (`testsuite` of the JUnit Ant task). Written here: it is four elements, and a library for it would be
 * larger than this file.
 */
export function junitOf(suite: string, findings: readonly Finding[]): string {
  const count = (is: Verdict['is']): number =>
    findings.filter(({ verdict }) => verdict.is === is).length
  const seconds = (took: number): string => (took / 1000).toFixed(3)
  const total = findings.reduce((sum, { took }) => sum + took, 0)
  const cases = findings.map(({ id, says, verdict, took }) => {
    const open = `<testcase classname="${xml(suite)}" name="${xml(`${id} ${says}`)}" time="${seconds(took)}"`
    if (verdict.is === 'passed') return `  ${open}/>`
    const inner =
      verdict.is === 'skipped'
        ? `<skipped message="${xml(verdict.reason)}"/>`
        : `<failure message="${xml(`expected ${verdict.expected}; came ${verdict.came}`)}">${xml(placeOf(id))}</failure>`
    return `  ${open}>${inner}</testcase>`
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${xml(suite)}" tests="${findings.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds(total)}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as it may stand in an element or an attribute. XML 1.0 has no place for most control characters, not even escaped. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ')
    .replace(/[&<>"']/g, (character) => entities[character]!)
