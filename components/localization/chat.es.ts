import type { Words } from './chat.nl.ts'

/** The words of a chat in Spanish. No native speaker has read it yet (docs/languages.md). */
const messages: Words = {
  log: 'Mensajes',
  you: 'Usted',
  resident: 'Residente',
  agent: 'Ayuntamiento',
  at: '{time}',
  empty: 'Todavía no hay mensajes.',
  field: 'Su mensaje',
  hint: 'Intro envía. Mayús e Intro juntos hacen una línea nueva. No se pueden enviar archivos.',
  send: 'Enviar',
  typing: '{name} escribe…',
  waiting: 'Enviando',
  sent: 'Enviado',
  delivered: 'Entregado',
  read: 'Leído',
  refused_full: 'No enviado: esta conversación está llena.',
  refused_ended: 'No enviado: la conversación ha terminado.',
  refused_bad: 'No enviado.',
  reconnecting: 'No hay conexión. Sus mensajes saldrán cuando vuelva la conexión.',
  files: 'Aquí no se pueden enviar archivos. Escriba un mensaje.',
  nothing: 'Primero escriba un mensaje.',
  tooLong: {
    one: 'Su mensaje tiene {count} carácter de más. Hágalo más corto, o envíelo en partes.',
    many: 'Su mensaje tiene {count} caracteres de más. Hágalo más corto, o envíelo en partes.',
    other: 'Su mensaje tiene {count} caracteres de más. Hágalo más corto, o envíelo en partes.',
  },
  left: {
    one: 'Queda {count} carácter.',
    many: 'Quedan {count} caracteres.',
    other: 'Quedan {count} caracteres.',
  },
  ended: 'La conversación ha terminado. Los mensajes están borrados.',
}

export default messages
