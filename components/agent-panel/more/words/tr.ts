import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  overview: 'Genel bakış',
  overviewFailed: 'Bu güncel değil. Denemeye devam ediyoruz.',
  agents: 'Görevliler',
  available: 'uygun',
  talking: 'görüşmede',
  away: 'kısa süre yok',
  nobody: 'Kimse beklemiyor.',
  short: '1 dakikadan az',
  waiting: 'bekleyen',
  longest: 'en uzun bekleme',
  median: 'ortanca',
  phone: 'Telefon',
  chat: 'Sohbet',
  video: 'Görüntü',
  transferTitle: 'Nereye aktarmak istiyorsunuz?',
  transferText: 'Vatandaşın sıradaki yeri korunur. Yalnızca orada da gereken bilgiler aktarılır.',
  transferPhone: 'Telefon görüşmesini telefon programınızda kendiniz aktarın.',
  purpose: 'Konu',
  transferYes: 'Aktarın',
  transferNo: 'Hayır, devam',
}
