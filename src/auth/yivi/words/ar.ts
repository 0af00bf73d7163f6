import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  title: 'أثبت من أنت عن طريق Yivi',
  scan: 'افتح تطبيق Yivi على هاتفك وامسح رمز QR هذا. هل أعطاك شخص آخر الرمز؟ إذن لا تمسحه.',
  code: 'رمز QR لتطبيق Yivi',
  open: 'افتح تطبيق Yivi على هذا الجهاز',
  here: 'أعط بياناتك في تطبيق Yivi. ثم عد إلى هذه الصفحة.',
  elsewhere: 'هل تطبيق Yivi على جهاز آخر؟',
  waiting: 'ننتظر تطبيق Yivi.',
  connected: 'تطبيق Yivi متصل. تابع في التطبيق.',
  unreachable: 'لا يمكننا الوصول إلى Yivi الآن. نواصل المحاولة.',
  done: 'انتهيت في التطبيق',
  stop: 'إيقاف',
  over: 'انتهى الوقت',
  overText: 'هذا من أجل أمانك. لم تتم مشاركة أي شيء. يمكنك المحاولة مرة أخرى أو اختيار طريقة أخرى.',
  onwards: 'متابعة',
}
