/** Who is who in the deployment example. */
import { fileURLToPath } from 'node:url'

export const example = fileURLToPath(new URL('../../examples/deploy/', import.meta.url))
export const commUrl = 'https://call.contact.gemeente.example'
export const deskUrl = 'https://desk.contact.gemeente.example'
export const coreUrl = 'https://contact.gemeente.example'
export const authUrl = 'https://login.contact.gemeente.example'
