import type { Words } from './nl.ts'

/** The words of the desk page in Spanish. No native speaker has read it yet (docs/languages.md). */
export const es: Words = {
  title: 'Mostrador',
  noScript: 'Esta página necesita JavaScript.',
  again: 'No se ha podido iniciar sesión',
  againText: 'Inténtelo otra vez.',
  unavailable: 'Ahora no se puede iniciar sesión',
  unavailableText: 'El servicio de identificación no responde. Inténtelo más tarde.',
  noAgent: 'No tiene acceso',
  noAgentText:
    'Su sesión está abierta, pero no tiene el rol necesario. Pregunte en administración.',
  signIn: 'Iniciar sesión',
  noFrame: 'Esta página no se puede mostrar aquí',
  noFrameText:
    'El mostrador no está configurado para la página en la que está esto. Pregunte en administración.',
}
