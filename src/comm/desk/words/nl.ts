/** The words of the desk page in plain Dutch (B1). Every other language has the same keys. */
export const nl = {
  title: 'Balie',
  noScript: 'Deze pagina heeft JavaScript nodig.',
  again: 'Inloggen is niet gelukt',
  againText: 'Probeer het opnieuw.',
  unavailable: 'Inloggen kan nu niet',
  unavailableText: 'De inlogdienst antwoordt niet. Probeer het straks nog eens.',
  noAgent: 'U heeft geen toegang',
  noAgentText: 'U bent ingelogd, maar u heeft niet de rol van medewerker. Vraag uw beheerder.',
  signIn: 'Inloggen',
  noFrame: 'Deze pagina kan hier niet',
  noFrameText: 'De balie is niet ingesteld voor de pagina waar dit in staat. Vraag uw beheerder.',
}

export type Words = Record<keyof typeof nl, string>
