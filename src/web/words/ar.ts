import button from '../../../components/localization/button.ar.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  notFound: 'لا توجد صفحة كهذه',
  notFoundText: 'ربما جزء من الرابط ناقص. عد إلى الموقع الذي بدأت منه وابدأ من جديد.',
  shares: 'البيانات التي تشاركها:',
  sharesNothing: 'لا بيانات',
  shareWith: 'مع:',
  shareWhy: 'من أجل:',
  shareErase: 'بعد المحادثة نمحو هذه البيانات.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'اذكر الرقم {reference} عندما تتصل بنا.',
  failure: 'هذا لا يعمل الآن',
  failureText: 'ليس هذا خطأك. حاول مرة أخرى لاحقا.',
}
