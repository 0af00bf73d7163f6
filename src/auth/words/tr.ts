import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  otherDevice: 'Bu cihazda yeniden başlayın',
  otherDeviceText:
    'Bu adım başka bir cihaza veya başka bir pencereye ait. Biri size bir bağlantı mı gönderdi? O zaman devam etmeyin.',
  expired: 'Bu bağlantı artık çalışmıyor',
  expiredText: 'Bu sizin güvenliğiniz için. Başladığınız siteye dönün ve yeniden başlayın.',
  invalid: 'Bu bağlantı çalışmıyor',
  invalidText:
    'Bağlantının bir parçası eksik veya değişmiş. Başladığınız siteye dönün ve yeniden başlayın.',
  failure: 'Bu şu anda olmuyor',
  failureText: 'Bu sizin hatanız değil. Başladığınız siteye dönün ve tekrar deneyin.',
}
