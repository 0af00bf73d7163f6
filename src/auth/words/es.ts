import type { Words } from './nl.ts'

/** The words of what a citizen reads when a step cannot be taken in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  otherDevice: 'Empiece de nuevo en este aparato',
  otherDeviceText:
    'Este paso es de otro aparato o de otra ventana. ¿Alguien le envió un enlace? Entonces no continúe.',
  expired: 'Este enlace ya no funciona',
  expiredText: 'Es por su seguridad. Vuelva al sitio web donde empezó y empiece de nuevo.',
  invalid: 'Este enlace no funciona',
  invalidText:
    'Falta una parte del enlace o se ha cambiado. Vuelva al sitio web donde empezó y empiece de nuevo.',
  failure: 'Esto no funciona ahora',
  failureText: 'No es culpa suya. Vuelva al sitio web donde empezó e inténtelo otra vez.',
}
