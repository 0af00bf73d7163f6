/** The Angular example as an Angular project builds it: compiled ahead of time, with the packages of Angular linked, without zone.js. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import linker from '@angular/compiler-cli/linker/babel'
import { transformAsync } from '@babel/core'
import type { Plugin } from 'esbuild'
import type { Project } from './project.ts'

/** An application as `ng new` makes it, with the example in its template. */
const application = (core: string, purpose: string): string => `
  import { Component } from '@angular/core'
  import { bootstrapApplication } from '@angular/platform-browser'
  import { ContactButton } from './contact-button'

  @Component({
    selector: 'app-root',
    imports: [ContactButton],
    template: '<app-contact-button core="${core}" purpose="${purpose}" />',
  })
  export class App {}

  await bootstrapApplication(App)
`

/** Gives where the compiled script stands. */
export function compiledAngular(project: Project, core: string, purpose: string): string {
  project.copy('examples/angular', 'src')
  project.write('src/main.ts', application(core, purpose))
  const { text, status } = project.run('ngc', '-p', '.', '--rootDir', 'src', '--outDir', 'out')
  if (status !== 0) throw new Error(text)
  return join(project.folder, 'out/main.js')
}

/** The packages hold templates half compiled; without this a page would have to bring the compiler along. */
export const linked: Plugin = {
  name: 'linked',
  setup(build) {
    build.onLoad({ filter: /@angular\/.*\.mjs$/ }, async ({ path: filename }) => {
      const source = readFileSync(filename, 'utf8')
      if (!source.includes('ɵɵngDeclare')) return { contents: source }
      const options = { filename, compact: false, configFile: false, babelrc: false } as const
      const result = await transformAsync(source, { ...options, plugins: [linker] })
      return { contents: result!.code! }
    })
  },
}
