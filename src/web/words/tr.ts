import button from '../../../components/localization/button.tr.ts'
import type { Words } from './nl.ts'

/** The words that the pages of several servers have in common, in Turkish. No native speaker has read it yet (docs/languages.md). */
export const tr: Words = {
  notFound: 'Böyle bir sayfa yok',
  notFoundText:
    'Belki bağlantının bir parçası eksik. Başladığınız siteye dönün ve yeniden başlayın.',
  shares: 'Paylaşacağınız bilgiler:',
  sharesNothing: 'bilgi yok',
  shareWith: 'Kiminle:',
  shareWhy: 'Ne için:',
  shareErase: 'Görüşmeden sonra bu bilgileri sileriz.',
  help: button.help,
  openUntil: button.openUntil,
  opens: button.opens,
  reference: 'Bizi ararsanız {reference} numarasını söyleyin.',
  failure: 'Bu şu anda olmuyor',
  failureText: 'Bu sizin hatanız değil. Lütfen daha sonra tekrar deneyin.',
}
