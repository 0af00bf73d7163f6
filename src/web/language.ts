/** The languages that server pages are written in. */
export type PageLanguage = 'nl' | 'en'

/** `?lang=` of the address, else what the browser prefers (RFC 9110 section 12.5.4), else Dutch. */
export function languageOf(request: Request): PageLanguage {
  const asked = new URL(request.url).searchParams.get('lang')
  if (asked) return asked.toLowerCase().startsWith('en') ? 'en' : 'nl'
  const preferred = (request.headers.get('accept-language') ?? '')
    .slice(0, 256)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { tag, quality: quality ? Number(quality.trim().slice(2)) || 0 : 1 }
    })
    .filter(({ tag, quality }) => quality > 0 && /^(nl|en)\b/.test(tag))
    .sort((a, b) => b.quality - a.quality)[0]
  return preferred?.tag.startsWith('en') ? 'en' : 'nl'
}
