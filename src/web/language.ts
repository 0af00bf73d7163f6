import { cookieOf, hostCookie } from './cookies.ts'

/** The languages that server pages are written in, Dutch first: it stands in for every other one. */
export const pageLanguages = ['nl', 'en', 'de', 'fr', 'tr', 'ar', 'pl', 'uk', 'es'] as const

export type PageLanguage = (typeof pageLanguages)[number]

// It names a language and nobody. As long as a conversation may take.
const cookie = '__Host-id-contact-lang'
const seconds = 4 * 60 * 60

/** The language that somebody chose, when pages here are written in it. @param tag BCP 47, such as `en-GB` */
export const pageLanguage = (tag: string | undefined): PageLanguage | undefined =>
  find(tag ?? '', pageLanguages)

const find = <Known extends string>(tag: string, known: readonly Known[]): Known | undefined => {
  const base = tag.trim().toLowerCase().split('-')[0]
  return known.find((language) => language === base)
}

const askedIn = (request: Request): string | undefined =>
  new URL(request.url).searchParams.get('lang') ?? cookieOf(request, cookie)

/** What somebody chose before they came here: `?lang=` of this address, or of the one by which they came. */
export const chosenLanguage = (request: Request): PageLanguage | undefined =>
  pageLanguage(askedIn(request))

/** The value of `Set-Cookie` by which later pages of this host are in that language too. */
export const languageCookie = (language: PageLanguage): string =>
  hostCookie(cookie, language, { seconds })

/**
 * `?lang=` of the address, else what was chosen before, else what the browser prefers (RFC 9110 section 12.5.4), else Dutch.
 * @param known languages that this page is written in; default all
 */
export function languageOf<Known extends PageLanguage = PageLanguage>(
  request: Request,
  known: readonly Known[] = pageLanguages as readonly PageLanguage[] as Known[],
): Known | 'nl' {
  const asked = askedIn(request)
  if (asked) return find(asked, known) ?? 'nl'
  const preferred = (request.headers.get('accept-language') ?? '')
    .slice(0, 256)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';')
      const quality = parameters.find((parameter) =>
        parameter.trim().toLowerCase().startsWith('q='),
      )
      return {
        language: find(tag, known),
        quality: quality ? Number(quality.trim().slice(2)) || 0 : 1,
      }
    })
    .filter(({ language, quality }) => language && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0]
  return preferred?.language ?? 'nl'
}

/** Whether the text of a page runs from right to left. */
export const isRightToLeft = (language: PageLanguage): boolean => language === 'ar'
