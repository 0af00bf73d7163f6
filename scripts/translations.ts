/**
 * `npm run translations`: what WordPress reads, from the `.po` files that people translate: `.mo` for its pages, and `.json` for the
 * editor's script, whose name it makes of the language and the script's handle.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { mo, po, type GetTextTranslations } from 'gettext-parser'

const folder = 'integrations/wordpress/id-contact/languages'
const script = 'id-contact-button-editor-script'

export interface Translation {
  path: string
  content: Buffer
}

/** The files for WordPress, of each language there is. */
export function translations(): Translation[] {
  return globSync(`${folder}/*.po`).flatMap((path) => {
    const base = path.replace(/\.po$/, '')
    const catalogue = po.parse(readFileSync(path))
    return [
      { path: `${base}.mo`, content: mo.compile(catalogue) },
      { path: `${base}-${script}.json`, content: Buffer.from(forScript(catalogue)) },
    ]
  })
}

/** The form that `wp.i18n` takes. */
function forScript({ headers, translations }: GetTextTranslations): string {
  const words = Object.values(translations['']!)
    .filter(({ msgid }) => msgid !== '')
    .map(({ msgid, msgstr }) => [msgid, msgstr])
  const about = {
    domain: 'messages',
    lang: headers.Language,
    'plural-forms': headers['Plural-Forms'],
  }
  const messages = { '': about, ...(Object.fromEntries(words) as Record<string, string[]>) }
  return `${JSON.stringify({ domain: 'messages', locale_data: { messages } }, null, 2)}\n`
}

if (import.meta.main) for (const { path, content } of translations()) writeFileSync(path, content)
