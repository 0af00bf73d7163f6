import type { Words } from './chat.nl.ts'

/** The words of a chat in Arabic. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'الرسائل',
  you: 'أنت',
  resident: 'المواطن',
  agent: 'الموظف',
  at: '{time}',
  empty: 'لا توجد رسائل بعد.',
  field: 'رسالتك',
  hint: 'زر Enter يرسل. Shift مع Enter لسطر جديد. لا يمكن إرسال ملفات.',
  send: 'إرسال',
  typing: '{name} يكتب…',
  waiting: 'جار الإرسال',
  sent: 'أرسلت',
  delivered: 'وصلت',
  read: 'قرئت',
  refused_full: 'لم ترسل: هذه المحادثة ممتلئة.',
  refused_ended: 'لم ترسل: انتهت المحادثة.',
  refused_bad: 'لم ترسل.',
  reconnecting: 'لا يوجد اتصال. سترسل رسائلك عندما يعود الاتصال.',
  files: 'لا يمكن إرسال ملفات هنا. اكتب رسالة.',
  nothing: 'اكتب رسالة أولا.',
  tooLong: {
    zero: 'رسالتك أطول من اللازم ({count} حرف). اجعلها أقصر أو أرسلها على أجزاء.',
    one: 'رسالتك أطول من اللازم بحرف واحد ({count}). اجعلها أقصر أو أرسلها على أجزاء.',
    two: 'رسالتك أطول من اللازم بحرفين ({count}). اجعلها أقصر أو أرسلها على أجزاء.',
    few: 'رسالتك أطول من اللازم بمقدار {count} أحرف. اجعلها أقصر أو أرسلها على أجزاء.',
    many: 'رسالتك أطول من اللازم بمقدار {count} حرفا. اجعلها أقصر أو أرسلها على أجزاء.',
    other: 'رسالتك أطول من اللازم بمقدار {count} حرف. اجعلها أقصر أو أرسلها على أجزاء.',
  },
  left: {
    zero: 'لم يبق أي حرف ({count}).',
    one: 'بقي حرف واحد ({count}).',
    two: 'بقي حرفان ({count}).',
    few: 'بقيت {count} أحرف.',
    many: 'بقي {count} حرفا.',
    other: 'بقي {count} حرف.',
  },
  ended: 'انتهت المحادثة. تم محو الرسائل.',
}

export default messages
