import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  title: 'Yivi ile kim olduğunuzu gösterin',
  scan: 'Telefonunuzda Yivi uygulamasını açın ve bu QR kodunu tarayın. Kodu başka birinden mi aldınız? O zaman taramayın.',
  code: 'Yivi uygulaması için QR kodu',
  open: 'Yivi uygulamasını bu cihazda açın',
  here: 'Bilgilerinizi Yivi uygulamasında verin. Sonra bu sayfaya dönün.',
  elsewhere: 'Yivi uygulaması başka bir cihazda mı?',
  waiting: 'Yivi uygulamasını bekliyoruz.',
  connected: 'Yivi uygulaması bağlandı. Uygulamada devam edin.',
  unreachable: "Şu anda Yivi'ye ulaşamıyoruz. Denemeye devam ediyoruz.",
  done: 'Uygulamada işim bitti',
  stop: 'Durdurun',
  over: 'Süre doldu',
  overText:
    'Bu sizin güvenliğiniz için. Hiçbir şey paylaşılmadı. Tekrar deneyebilir veya başka bir yol seçebilirsiniz.',
  onwards: 'Devam',
}
