/** What WordPress's directory of plugins asks of `readme.txt`, as far as its validator can tell without an account there. */

const headers: Record<string, RegExp> = {
  // More than five are not shown.
  Tags: /^[\w ]+(, [\w ]+){0,4}$/,
  'Requires at least': /^\d+\.\d+$/,
  'Tested up to': /^\d+\.\d+$/,
  'Requires PHP': /^\d+\.\d+$/,
  'Stable tag': /^\d+\.\d+\.\d+$/,
  License: /./,
}
const sections = [
  ...['Description', 'Installation', 'Frequently Asked Questions', 'Screenshots', 'Changelog'],
  ...['Upgrade Notice'],
]
/** Those that stand at the plugin's beginning too, by their names there. */
const same = {
  ...{ 'Requires at least': 'Requires at least', 'Requires PHP': 'Requires PHP' },
  ...{ 'Stable tag': 'Version', License: 'License' },
}

/** What is wrong with it, also beside the header of the plugin's main file. */
export function wrongReadme(text: string, plugin: string): string[] {
  const [head = '', description = '', ...rest] = text.split('\n\n')
  const valueOf = (name: string, where: string): string =>
    new RegExp(`^(?: \\* )?${name}: *(.*)$`, 'm').exec(where)?.[1] ?? ''
  const complaints = Object.keys(headers).filter(
    (name) => !headers[name]!.test(valueOf(name, head)),
  )
  for (const [name, there] of Object.entries(same))
    if (valueOf(name, head) !== valueOf(there, plugin)) complaints.push(`${there} of the plugin`)
  if (!head.startsWith(`=== ${valueOf('Plugin Name', plugin)} ===\n`)) complaints.push('name')
  if (/^=|[`*[]/.test(description) || description.length > 150) complaints.push('short description')
  for (const [, name] of rest.join('\n\n').matchAll(/^== (.+) ==$/gm))
    if (!sections.includes(name!)) complaints.push(`section ${name}`)
  return complaints
}
