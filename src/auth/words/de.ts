import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in German. No native speaker has read it yet (docs/languages.md). */
export const de: Words = {
  otherDevice: 'Fangen Sie auf diesem Gerät neu an',
  otherDeviceText:
    'Dieser Schritt gehört zu einem anderen Gerät oder einem anderen Fenster. Hat Ihnen jemand einen Link geschickt? Dann machen Sie nicht weiter.',
  expired: 'Dieser Link funktioniert nicht mehr',
  expiredText:
    'Das ist zu Ihrer Sicherheit. Gehen Sie zurück zur Website, auf der Sie begonnen haben, und fangen Sie neu an.',
  invalid: 'Dieser Link funktioniert nicht',
  invalidText:
    'Ein Stück des Links fehlt oder wurde geändert. Gehen Sie zurück zur Website, auf der Sie begonnen haben, und fangen Sie neu an.',
  failure: 'Das klappt gerade nicht',
  failureText:
    'Es liegt nicht an Ihnen. Gehen Sie zurück zur Website, auf der Sie begonnen haben, und versuchen Sie es noch einmal.',
}
