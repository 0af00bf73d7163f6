import type { Words } from './page.nl.ts'

/** The words of the conversation page in Turkish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Bir dakika lütfen',
  connectingText: 'Bağlanıyoruz.',
  first: 'Sıradaki kişi sizsiniz',
  place: { one: 'Önünüzde {count} kişi var', other: 'Önünüzde {count} kişi var' },
  waiting: 'Sıradasınız',
  returned: 'Görevlinin bağlantısı koptu. Sıradaki yeriniz korunuyor.',
  transferred: 'Görevli sizi başka birine aktardı. Sıradaki yeriniz korunuyor.',
  keepOpen: 'Bu ekranı açık bırakın. Bir görevli buradan size cevap verecek.',
  wait: 'Bekleme süresi: yaklaşık {time}.',
  active: 'Bir görevli geldi',
  activeNamed: 'Görevli {name} geldi',
  identified: 'Görevli kim olduğunuzu biliyor.',
  lost: 'Bağlantı yok. Denemeye devam ediyoruz.',
  back: 'Bağlantı yeniden kuruldu.',
  ended: 'Görüşme bitti',
  endedText: 'Bilgileriniz silindi.',
  again: 'Yeniden iletişime geç',
  refused: 'Bu cihazda yeniden başlayın',
  refusedText:
    'Bu görüşme başka bir cihaza veya başka bir pencereye ait. Biri size bir bağlantı mı gönderdi? O zaman devam etmeyin.',
  asked: 'Görevli kim olduğunuzu soruyor.',
  askedAgain: 'Giriş olmadı. Hiçbir şey paylaşılmadı. Tekrar deneyebilirsiniz.',
  identify: 'Kim olduğunuzu gösterin',
  notNow: 'Şimdi değil',
  loggedIn: 'Girişiniz hâlâ açık. Şimdi çıkış yapabilirsiniz. Görüşme devam eder.',
  logOut: 'Çıkış yapın',
  stop: 'Durdurun ve bilgilerimi silin',
  stopQuestion: 'Durdurmak istiyor musunuz?',
  stopText: 'Görüşme o zaman biter. Bilgilerinizi sileriz.',
  stopYes: 'Evet, durdurun ve silin',
  stopNo: 'Hayır, devam',
}

export default messages
