import type { Words } from './nl.ts'

/** The words of the desk page in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  title: 'Danışma',
  noScript: 'Bu sayfa JavaScript gerektirir.',
  again: 'Giriş olmadı',
  againText: 'Tekrar deneyin.',
  unavailable: 'Şu anda giriş yapılamıyor',
  unavailableText: 'Giriş hizmeti cevap vermiyor. Daha sonra tekrar deneyin.',
  noAgent: 'Erişiminiz yok',
  noAgentText: 'Giriş yaptınız, ama görevli rolünüz yok. Yöneticinize sorun.',
  signIn: 'Giriş yapın',
  noFrame: 'Bu sayfa burada gösterilemez',
  noFrameText: 'Danışma, bunun bulunduğu sayfa için ayarlanmamış. Yöneticinize sorun.',
}
