import type { Words } from './video.nl.ts'

/** The words of a video call in Turkish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  check: 'Görüntülü görüşme',
  checkText:
    'Tarayıcınız birazdan kamera ve mikrofon için izin isteyecek. Hiçbir şey kaydetmiyoruz.',
  open: 'Kamerayı ve mikrofonu açın',
  opening: 'Bir dakika lütfen. Tarayıcınız şimdi izin istiyor.',
  preview: 'Karşıdaki sizi böyle görecek. Şu anda sizi kimse görmüyor.',
  previewName: 'Kendi görüntünüz',
  camera: 'Kamera',
  microphone: 'Mikrofon',
  device: '{name} {count}',
  join: 'Katılın',
  joinAudio: 'Görüntüsüz devam edin',
  joinNothing: 'Kamera ve mikrofon olmadan devam edin',
  again: 'Tekrar deneyin',
  camera_refused:
    'Kameraya izin yok. Görüntüsüz devam edebilirsiniz. Görüntü istiyor musunuz? Adres çubuğundaki kilitten veya kamera simgesinden kameraya izin verin.',
  camera_missing: 'Kamera bulamıyoruz. Görüntüsüz devam edebilirsiniz.',
  camera_busy:
    'Kamera çalışmıyor. Kamerayı kullanan diğer programları kapatın. Veya görüntüsüz devam edin.',
  camera_unsupported: 'Bu tarayıcı görüntü gönderemiyor. Görüntüsüz devam edebilirsiniz.',
  microphone_refused:
    'Mikrofona izin yok. Karşıdaki sizi duymayacak. Adres çubuğundaki kilitten veya mikrofon simgesinden mikrofona izin verin.',
  microphone_missing: 'Mikrofon bulamıyoruz. Karşıdaki sizi duymayacak.',
  microphone_busy:
    'Mikrofon çalışmıyor. Mikrofonu kullanan diğer programları kapatın. Sonra tekrar deneyin.',
  microphone_unsupported: 'Bu tarayıcı ses gönderemiyor. Karşıdaki sizi duymayacak.',
  call: 'Görüntülü görüşme',
  waiting_resident: 'Görevli birazdan görünecek.',
  waiting_agent: 'Vatandaş henüz burada değil. Kamerasını ve mikrofonunu açıyor.',
  connecting: 'Bağlanıyoruz.',
  connected: 'Bağlandınız.',
  reconnecting: 'Bağlantı koptu. Denemeye devam ediyoruz.',
  left_resident: 'Görevli kısa bir süre yok. Bu ekranı açık bırakın.',
  left_agent: 'Vatandaş kısa bir süre yok. Giriş mi yapıyor? O zaman kendiliğinden geri gelecek.',
  other_resident: 'Görevli',
  other_agent: 'Vatandaş',
  dark: '{name}: kamera kapalı',
  silent: '{name}: mikrofon kapalı',
  controls: 'Görüşme düğmeleri',
  on: 'açık',
  off: 'kapalı',
  captions: 'Altyazı',
  hangUp: 'Görüntülü görüşmeden çıkın',
  play: 'Sesi açın',
  playText: 'Tarayıcınız sesi engelliyor.',
  hungUp: 'Görüntülü görüşmeden çıktınız',
  hungUpText: 'Karşıdaki sizi artık görmüyor ve duymuyor. Kamera ve mikrofon kapalı.',
  rejoin: 'Tekrar katılın',
  taken: 'Başka bir pencerede katılıyorsunuz',
  takenText: 'Burada kamera ve mikrofon kapalı.',
  takeBack: 'Burada katılın',
  ended: 'Görüşme bitti. Kamera ve mikrofon kapalı.',
  elsewhere: 'Görüntülü görüşme başka bir pencerede',
  elsewhereText:
    'Bu pencereyi de açık bırakın. Burada kim olduğunuzu gösterebilir ve görüşmeyi durdurabilirsiniz.',
  elsewhereTextAgent: 'Bu pencereyi de açık bırakın. Burada vatandaşın kim olduğunu görürsünüz.',
  elsewhereLink: 'Görüntülü görüşmeyi açın',
  newWindow: '(yeni pencere)',
  failed: 'Görüntülü görüşme henüz başlamıyor. Denemeye devam ediyoruz.',
}

export default messages
