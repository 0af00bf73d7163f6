import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  otherDevice: 'ابدأ من جديد على هذا الجهاز',
  otherDeviceText: 'هذه الخطوة لجهاز آخر أو نافذة أخرى. هل أرسل لك شخص رابطا؟ إذن لا تتابع.',
  expired: 'لم يعد هذا الرابط يعمل',
  expiredText: 'هذا من أجل أمانك. عد إلى الموقع الذي بدأت منه وابدأ من جديد.',
  invalid: 'هذا الرابط لا يعمل',
  invalidText: 'جزء من الرابط ناقص أو تغير. عد إلى الموقع الذي بدأت منه وابدأ من جديد.',
  failure: 'هذا لا يعمل الآن',
  failureText: 'ليس هذا خطأك. عد إلى الموقع الذي بدأت منه وحاول مرة أخرى.',
}
