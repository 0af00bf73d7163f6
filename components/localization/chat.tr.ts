import type { Words } from './chat.nl.ts'

/** The words of a chat in Turkish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'Mesajlar',
  you: 'Siz',
  resident: 'Vatandaş',
  agent: 'Görevli',
  at: '{time}',
  empty: 'Henüz mesaj yok.',
  field: 'Mesajınız',
  hint: 'Enter gönderir. Shift ve Enter birlikte yeni satır açar. Dosya gönderilemez.',
  send: 'Gönder',
  typing: '{name} yazıyor…',
  waiting: 'Gönderiliyor',
  sent: 'Gönderildi',
  delivered: 'Ulaştı',
  read: 'Okundu',
  refused_full: 'Gönderilmedi: bu görüşme dolu.',
  refused_ended: 'Gönderilmedi: görüşme bitti.',
  refused_bad: 'Gönderilmedi.',
  reconnecting: 'Bağlantı yok. Bağlantı gelince mesajlarınız gönderilecek.',
  files: 'Burada dosya gönderilemez. Bir mesaj yazın.',
  nothing: 'Önce bir mesaj yazın.',
  tooLong: {
    one: 'Mesajınız {count} karakter fazla uzun. Kısaltın veya parça parça gönderin.',
    other: 'Mesajınız {count} karakter fazla uzun. Kısaltın veya parça parça gönderin.',
  },
  left: { one: '{count} karakter kaldı.', other: '{count} karakter kaldı.' },
  ended: 'Görüşme bitti. Mesajlar silindi.',
}

export default messages
