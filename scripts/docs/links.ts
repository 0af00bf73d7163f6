/** Whether everything that the pages of a folder name is there: files, and headings in them. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse } from 'node-html-parser'

/** What is named and not there, one line each. Other sites are not asked. */
export function brokenLinks(folder: string): string[] {
  const pages = globSync('**/*.html', { cwd: folder }).map((path) => path.replaceAll('\\', '/'))
  const documents = new Map(
    pages.map((path) => [path, parse(readFileSync(join(folder, path), 'utf8'))]),
  )
  const broken: string[] = []
  for (const [path, document] of documents)
    for (const element of document.querySelectorAll('[href], [src]')) {
      const named = element.getAttribute('href') ?? element.getAttribute('src')!
      if (/^[a-z]+:/i.test(named)) continue
      const [file = '', hash] = named.replace(/\?[^#]*/, '').split('#')
      const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file))
      const isThere = existsSync(join(folder, target)) && statSync(join(folder, target)).isFile()
      const hasHeading = !hash || documents.get(target)?.getElementById(decodeURIComponent(hash))
      if (!isThere || !hasHeading) broken.push(`${path}: ${named}`)
    }
  return broken
}
