import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  overview: 'نظرة عامة',
  overviewFailed: 'هذا غير محدث. نواصل المحاولة.',
  agents: 'الموظفون',
  available: 'متاح',
  talking: 'في محادثة',
  away: 'غائب للحظة',
  nobody: 'لا أحد ينتظر.',
  short: 'أقل من دقيقة',
  waiting: 'في الانتظار',
  longest: 'أطول انتظار',
  median: 'الوسيط',
  phone: 'الهاتف',
  chat: 'الدردشة',
  video: 'الفيديو',
  transferTitle: 'إلى أين تريد التحويل؟',
  transferText: 'يحتفظ المواطن بمكانه في قائمة الانتظار. تنتقل فقط البيانات اللازمة هناك أيضا.',
  transferPhone: 'حول المكالمة الهاتفية بنفسك في برنامج الهاتف.',
  purpose: 'الموضوع',
  transferYes: 'تحويل',
  transferNo: 'لا، متابعة',
}
