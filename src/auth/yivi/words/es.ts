import type { Words } from './nl.ts'

/** The words of the page that waits for the Yivi app in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  title: 'Muestre con Yivi quién es usted',
  scan: 'Abra la aplicación Yivi en su teléfono y escanee este código QR. ¿Otra persona le dio el código? Entonces no lo escanee.',
  code: 'Código QR para la aplicación Yivi',
  open: 'Abrir la aplicación Yivi en este aparato',
  here: 'Dé sus datos en la aplicación Yivi. Después vuelva a esta página.',
  elsewhere: '¿La aplicación Yivi está en otro aparato?',
  waiting: 'Esperamos la aplicación Yivi.',
  connected: 'La aplicación Yivi está conectada. Continúe en la aplicación.',
  unreachable: 'Ahora no podemos llegar a Yivi. Seguimos intentándolo.',
  done: 'He terminado en la aplicación',
  stop: 'Parar',
  over: 'Se acabó el tiempo',
  overText:
    'Es por su seguridad. No se ha compartido nada. Puede intentarlo otra vez o elegir otra forma.',
  onwards: 'Continuar',
}
