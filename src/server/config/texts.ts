/** `[texts]`: words of a municipality's own, by set, by language, and by the name of the text. A name that no text of ours has is refused. */
import * as v from 'valibot'
import { methodKinds } from '../../auth/kinds.ts'
import { nl as auth } from '../../auth/words/nl.ts'
import { nl as desk } from '../../comm/desk/words/nl.ts'
import { nl as comm } from '../../comm/pages/words/nl.ts'
import { nl as rooms } from '../../comm/rooms/pages/words/nl.ts'
import { nl as core } from '../../core/pages/words/nl.ts'
import { pageLanguages, type PageLanguage } from '../../web/index.ts'
import { nl as pages } from '../../web/words/nl.ts'
import { nl as more } from '../../../components/agent-panel/more/words/nl.ts'
import { nl as work } from '../../../components/agent-panel/work/words/nl.ts'
import chat from '../../../components/localization/chat.nl.ts'
import conversation from '../../../components/localization/page.nl.ts'
import panel from '../../../components/localization/panel.nl.ts'
import video from '../../../components/localization/video.nl.ts'

/** Our text, or its forms by plural category. */
type Ours = string | Readonly<Record<string, string>>

/** Longer than any of ours: it has a place on a page that was made for sentences. */
const longest = 400

const placesIn = (text: string): string[] => text.match(/\{\w+\}/g) ?? []

/** Text, never markup; whatever is filled in is what ours has as well. */
function textLike(ours: string) {
  const places = placesIn(ours)
  const known = places.length > 0 ? `only ${places.join(' and ')}` : 'nothing'
  return v.pipe(
    v.string(),
    v.check((text) => text.trim() !== '', 'must not be empty'),
    v.maxLength(longest, `must be at most ${longest} characters`),
    v.regex(
      /^[^\p{Cc}\p{Bidi_Control}]*$/u,
      'must be one line, without signs that turn its direction',
    ),
    v.check((text) => !/<\/?[a-z][^>]*>/i.test(text), 'must be text: markup is shown as it stands'),
    v.check(
      (text) => placesIn(text).every((place) => places.includes(place)),
      `can have ${known} filled in`,
    ),
  )
}

function formsLike(forms: Readonly<Record<string, string>>) {
  const form = textLike(forms.other!)
  const rare = v.optional(form)
  return v.strictObject({ zero: rare, one: rare, two: rare, few: rare, many: rare, other: form })
}

function like<Words extends Record<string, Ours>>(ours: Words) {
  const entries = Object.fromEntries(
    Object.entries(ours).map(([name, text]) => [
      name,
      v.optional(typeof text === 'string' ? textLike(text) : formsLike(text)),
    ]),
  )
  type Own = { [Name in keyof Words]?: Words[Name] | undefined }
  const words = v.optional(v.strictObject(entries)) as unknown as v.GenericSchema<Own | undefined>
  const languages = Object.fromEntries(pageLanguages.map((language) => [language, words]))
  return v.optional(v.strictObject(languages as Record<PageLanguage, typeof words>))
}

/** Of the kinds of method, each knows its own words. */
const methods = Object.fromEntries(
  methodKinds.flatMap(({ type, words }) => (words ? [[type, like(words)]] : [])),
)

export const texts = v.strictObject({
  pages: like(pages),
  core: like(core),
  auth: like(auth),
  ...(methods as object),
  comm: like(comm),
  rooms: like(rooms),
  desk: like(desk),
  conversation: like(conversation),
  chat: like(chat),
  video: like(video),
  panel: like(panel),
  work: like(work),
  more: like(more),
})
