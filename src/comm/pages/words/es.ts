import type { Words } from './nl.ts'

/** The words of the conversation page in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  call: 'Llame ahora al {number}',
  key: 'Marque este código cuando se lo pidan:',
  until: 'El código funciona hasta las {time}.',
  callButton: 'Llamar con el código',
  moreTime: 'Necesito más tiempo',
  stop: 'Parar y borrar mis datos',
  callIn: 'Está en línea, un momento',
  callInText: 'Pronto le atiende una persona. No cuelgue.',
  callAgain: '¿Se cortó? Obtener un código nuevo',
  callBack: '¿Prefiere no esperar?',
  callBackText:
    'Deje su número de teléfono. Le llamaremos cuando sea su turno. Conserva su lugar en la cola. Después de la conversación borramos su número.',
  callBackAsk: '¿A qué número le llamamos?',
  callBackAskText:
    'Deje su número de teléfono. Le llamaremos cuando sea su turno. Después de la conversación borramos su número.',
  callBackFrom: 'Llamamos a partir del {day}, {time}.',
  callBackNumber: 'Su número de teléfono',
  callBackButton: 'Llámenme',
  callBackWrong: 'No podemos llamar a este número. Compruébelo.',
  callBackTwice: 'Ya devolvemos la llamada a alguien en este número. Elija otro.',
  callBackDone: 'Le llamaremos',
  callBackDoneText: 'Puede cerrar esta pantalla. Tenga su teléfono a mano.',
  loggedIn: 'Su sesión sigue abierta. Ya puede cerrarla. La conversación sigue.',
  logOut: 'Cerrar la sesión',
  waiting: 'Está en la cola',
  waitingText: 'Pronto le ayuda una persona. Deje esta pantalla abierta.',
  returned: 'La persona que le atendía perdió la conexión. Usted mantiene su lugar en la cola.',
  transferred: 'Le han pasado con otra persona. Usted mantiene su lugar en la cola.',
  active: 'Está en línea con una persona del ayuntamiento.',
  identified: 'La persona que le atiende ya sabe quién es usted.',
  identify: 'Muestre quién es usted',
  identifyText:
    'La persona que le atiende pregunta quién es usted. Así sabe con seguridad que es usted.',
  started: 'Ha empezado a identificarse. ¿No funciona? Elija otra vez.',
  identificationFailed:
    'La identificación no ha funcionado. No se ha compartido nada. Puede intentarlo otra vez.',
  cancelled: 'Ha parado la identificación. No se ha compartido nada. Puede intentarlo otra vez.',
  method: '¿Cómo quiere identificarse?',
  logIn: 'Continuar para identificarse',
  decline: 'Ahora no',
  unavailable: 'Ahora no es posible identificarse',
  unavailableText: 'No es culpa suya. Vuelva atrás e inténtelo otra vez en un momento.',
  expired: 'El código ya no funciona',
  expiredText: 'Es por su seguridad. No tiene que identificarse otra vez.',
  renew: 'Obtener un código nuevo',
  needsScript:
    'Esta conversación solo funciona con JavaScript. Active JavaScript en su navegador. O llámenos.',
  gone: 'La conversación ha terminado',
  goneText: 'Sus datos están borrados.',
  unauthorized: 'Empiece de nuevo en este aparato',
  unauthorizedText:
    'Este paso es de otro aparato o de otra ventana. ¿Alguien le envió un enlace? Entonces no continúe.',
  used: 'Este paso ya está hecho',
  usedText: 'Vuelva a la ventana con su código, o empiece de nuevo.',
  wait: 'Un momento',
  waitText:
    'Esperamos la identificación. Esta página se actualiza sola. ¿Ha parado la identificación? Entonces empiece de nuevo.',
  failed: 'La identificación no ha funcionado',
  failedText: 'No se ha compartido nada. Vuelva al sitio web y empiece de nuevo.',
  byBrowser: 'Así no podemos recibir sus datos',
  byBrowserText:
    'Sus datos estaban en el enlace. Eso no es bastante seguro. No hemos guardado nada. Vuelva al sitio web y empiece de nuevo.',
}
