/** `npm run openapi`: writes the OpenAPI documents of the parts from the schemas of the protocol and the tables of routes beside this file. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { documents } from './openapi/documents.ts'

const folder = 'docs/openapi'
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(await documents())) {
  writeFileSync(`${folder}/${name}`, text)
  console.log(`${folder}/${name}`)
}
