/** What every server part shares towards browsers: pages, bodies of requests, CORS, refusals. */
export { answerTo, json, noContent, seeOther } from './answers.ts'
export { mediaTypeOf, readBody, readText } from './body.ts'
export { consent, type Consent } from './consent.ts'
export { cookieOf, cookiesOf, hostCookie, listCookie } from './cookies.ts'
export { cors } from './cors.ts'
export { eventStream, type EventSink, type EventStreamOptions } from './event-stream.ts'
export { failureLine, helpLine, hoursText, type HelpOptions } from './help-line.ts'
export { timeOfDay } from '../../components/localization/language.ts'
export { withMoment } from './moment.ts'
export {
  checkTimetable,
  opennessAt,
  type Openness,
  type Timetable,
  type Weekday,
  timeThere,
} from './opening-hours.ts'
export { noted, parsed, Refusal, refusalOf } from './refusal.ts'
export {
  chosenLanguage,
  languageCookie,
  languageOf,
  pageLanguage,
  pageLanguages,
  type PageLanguage,
} from './language.ts'
export {
  sharedWords,
  textsFor,
  worded,
  type ElementWords,
  type OwnWords,
  type PageWords,
  type SharedTexts,
} from './own-words.ts'
export {
  onwards,
  page,
  privateHeaders,
  sentencePage,
  type Markup,
  type PageOptions,
  type SentenceOptions,
} from './page.ts'
export { noHead } from './no-head.ts'
export { isNavigation, nothingHere } from './nothing-here.ts'
export { question, type Question } from './question.ts'
