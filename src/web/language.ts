/** The languages that server pages are written in, Dutch first: it stands in for every other one. */
export const pageLanguages = ['nl', 'en', 'de', 'fr', 'tr', 'ar', 'pl', 'uk', 'es'] as const

export type PageLanguage = (typeof pageLanguages)[number]

/**
 * `?lang=` of the address, else what the browser prefers (RFC 9110 section 12.5.4), else Dutch.
 * @param known languages that this page is written in; default all
 */
export function languageOf<Known extends PageLanguage = PageLanguage>(
  request: Request,
  known: readonly Known[] = pageLanguages as readonly PageLanguage[] as Known[],
): Known | 'nl' {
  const find = (tag: string): Known | undefined => {
    const base = tag.trim().toLowerCase().split('-')[0]
    return known.find((language) => language === base)
  }
  const asked = new URL(request.url).searchParams.get('lang')
  if (asked) return find(asked) ?? 'nl'
  const preferred = (request.headers.get('accept-language') ?? '')
    .slice(0, 256)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';')
      const quality = parameters.find((parameter) =>
        parameter.trim().toLowerCase().startsWith('q='),
      )
      return { language: find(tag), quality: quality ? Number(quality.trim().slice(2)) || 0 : 1 }
    })
    .filter(({ language, quality }) => language && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0]
  return preferred?.language ?? 'nl'
}

/** Whether the text of a page runs from right to left. */
export const isRightToLeft = (language: PageLanguage): boolean => language === 'ar'
