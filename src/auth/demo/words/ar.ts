import type { Words } from './nl.ts'

/** The words of the page where somebody in a training chooses who to be in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  title: 'تدريب: اختر من أنت',
  warning: 'هذا تدريب. هؤلاء الأشخاص غير حقيقيين، ولا يثبت أي شيء.',
  legend: 'من أنت في هذا التدريب؟',
  go: 'متابعة',
  stop: 'إيقاف',
}
