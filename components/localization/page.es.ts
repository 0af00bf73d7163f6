import type { Words } from './page.nl.ts'

/** The words of the conversation page in Spanish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  connecting: 'Un momento',
  connectingText: 'Estamos conectando.',
  first: 'Es su turno ahora',
  place: {
    one: '{count} persona está antes que usted',
    many: '{count} personas están antes que usted',
    other: '{count} personas están antes que usted',
  },
  waiting: 'Está en la cola',
  returned: 'La persona que le atendía perdió la conexión. Usted mantiene su lugar en la cola.',
  transferred: 'Le han pasado con otra persona. Usted mantiene su lugar en la cola.',
  keepOpen: 'Deje esta pantalla abierta. Una persona le atenderá aquí.',
  wait: 'Tiempo de espera: unos {time}.',
  active: 'Ya hay una persona para atenderle',
  activeNamed: '{name}, del ayuntamiento, ya le atiende',
  identified: 'La persona que le atiende sabe quién es usted.',
  lost: 'No hay conexión. Seguimos intentándolo.',
  back: 'La conexión ha vuelto.',
  ended: 'La conversación ha terminado',
  endedText: 'Sus datos están borrados.',
  again: 'Contactar de nuevo',
  refused: 'Empiece de nuevo en este aparato',
  refusedText:
    'Esta conversación es de otro aparato o de otra ventana. ¿Alguien le envió un enlace? Entonces no continúe.',
  asked: 'Le preguntan quién es usted.',
  askedAgain:
    'La identificación no ha funcionado. No se ha compartido nada. Puede intentarlo otra vez.',
  identify: 'Muestre quién es usted',
  notNow: 'Ahora no',
  loggedIn: 'Su sesión sigue abierta. Ya puede cerrarla. La conversación sigue.',
  logOut: 'Cerrar la sesión',
  stop: 'Parar y borrar mis datos',
  stopQuestion: '¿Quiere parar?',
  stopText: 'La conversación termina. Borramos sus datos.',
  stopYes: 'Sí, parar y borrar',
  stopNo: 'No, continuar',
}

export default messages
