/** How agents are known, at the desk and in rooms. */
export const agent = { security: ['agentToken', 'agentCookie'] }

/** @param whose which pages the cookie is for */
export const agentSchemes = (whose: string): Record<string, object> => ({
  agentToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of the provider that agents sign in with',
  },
  agentCookie: { type: 'apiKey', in: 'cookie', name: '__Host-id-contact-desk', description: whose },
})
