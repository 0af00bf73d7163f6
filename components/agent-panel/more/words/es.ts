import type { Words } from './nl.ts'

/** The words of what is loaded when an agent asks for it in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  overview: 'Resumen',
  overviewFailed: 'Esto no está al día. Seguimos intentándolo.',
  agents: 'Personal',
  available: 'disponible',
  talking: 'en conversación',
  away: 'ausente un momento',
  nobody: 'No espera nadie.',
  short: 'menos de 1 minuto',
  waiting: 'en espera',
  longest: 'espera más larga',
  median: 'mediana',
  phone: 'Teléfono',
  chat: 'Chat',
  video: 'Vídeo',
  transferTitle: '¿A dónde quiere pasarla?',
  transferText:
    'La persona mantiene su lugar en la cola. Solo van los datos que allí también hacen falta.',
  transferPhone: 'Pase usted la llamada en su programa de teléfono.',
  purpose: 'Asunto',
  transferYes: 'Pasar',
  transferNo: 'No, continuar',
}
