import type { Words } from './nl.ts'

/** The words of the desk page in Arabic. No native speaker has read it yet (docs/languages.md). */
export const ar: Words = {
  title: 'مكتب الاستقبال',
  noScript: 'هذه الصفحة تحتاج إلى JavaScript.',
  again: 'لم ينجح تسجيل الدخول',
  againText: 'حاول مرة أخرى.',
  unavailable: 'تسجيل الدخول غير ممكن الآن',
  unavailableText: 'خدمة تسجيل الدخول لا تجيب. حاول لاحقا.',
  noAgent: 'ليس لديك صلاحية',
  noAgentText: 'أنت مسجل الدخول، لكن ليس لديك دور الموظف. اسأل المسؤول.',
  signIn: 'تسجيل الدخول',
  noFrame: 'لا يمكن عرض هذه الصفحة هنا',
  noFrameText: 'لم يتم إعداد المكتب للصفحة التي يوجد فيها هذا. اسأل المسؤول.',
}
