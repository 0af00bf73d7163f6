import type { Words } from './page.nl.ts'

/** The words of the conversation page in Arabic. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'لحظة من فضلك',
  connectingText: 'نقوم بالاتصال.',
  first: 'دورك هو التالي',
  place: {
    zero: 'لا أحد قبلك ({count})',
    one: 'شخص واحد قبلك ({count})',
    two: 'شخصان قبلك ({count})',
    few: '{count} أشخاص قبلك',
    many: '{count} شخصا قبلك',
    other: '{count} شخص قبلك',
  },
  waiting: 'أنت في قائمة الانتظار',
  returned: 'انقطع اتصال الموظف. مكانك في قائمة الانتظار محفوظ.',
  transferred: 'حولك الموظف إلى غيره. مكانك في قائمة الانتظار محفوظ.',
  keepOpen: 'اترك هذه الشاشة مفتوحة. سيأتي إليك موظف هنا.',
  wait: 'وقت الانتظار: حوالي {time}.',
  active: 'الموظف هنا',
  activeNamed: 'الموظف {name} هنا',
  identified: 'الموظف يعرف من أنت.',
  lost: 'لا يوجد اتصال. نواصل المحاولة.',
  back: 'عاد الاتصال.',
  ended: 'انتهت المحادثة',
  endedText: 'تم محو بياناتك.',
  again: 'التواصل من جديد',
  refused: 'ابدأ من جديد على هذا الجهاز',
  refusedText: 'هذه المحادثة لجهاز آخر أو نافذة أخرى. هل أرسل لك شخص رابطا؟ إذن لا تتابع.',
  asked: 'يسأل الموظف من أنت.',
  askedAgain: 'لم ينجح تسجيل الدخول. لم تتم مشاركة أي شيء. يمكنك المحاولة مرة أخرى.',
  identify: 'أثبت من أنت',
  notNow: 'ليس الآن',
  loggedIn: 'ما زلت مسجل الدخول. يمكنك تسجيل الخروج الآن. المحادثة مستمرة.',
  logOut: 'تسجيل الخروج',
  stop: 'إيقاف ومحو بياناتي',
  stopQuestion: 'هل تريد التوقف؟',
  stopText: 'عندئذ تنتهي المحادثة. نمحو بياناتك.',
  stopYes: 'نعم، إيقاف ومحو',
  stopNo: 'لا، متابعة',
}

export default messages
