/** The examples of each framework, bundled for a browser and (Angular's apart) rendered on a server, as the framework's own tools do it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import { compile } from 'svelte/compiler'
import { compileScript, parse } from 'vue/compiler-sfc'
import { compiledAngular, linked } from './angular.ts'
import type { Project } from './project.ts'

export interface Rendered {
  /** What stands in the page before any script has run. */
  markup: string
  /** The script that takes over. */
  script: string
}

type Target = 'browser' | 'server'

interface Props {
  core: string
  purpose: string
}

/** `PROPS` stands for where the core is. */
const sources: Record<string, { file: string; browser: string; server: string }> = {
  react: {
    file: 'ContactButton.tsx',
    browser: `import { createElement } from 'react'
      import { hydrateRoot } from 'react-dom/client'
      import { ContactButton } from 'react-example'
      hydrateRoot(document.getElementById('app'), createElement(ContactButton, PROPS))`,
    server: `import { createElement } from 'react'
      import { renderToString } from 'react-dom/server'
      import { ContactButton } from 'react-example'
      export const markup = renderToString(createElement(ContactButton, PROPS))`,
  },
  vue: {
    file: 'ContactButton.vue',
    browser: `import { createSSRApp } from 'vue'
      import ContactButton from 'vue-example'
      createSSRApp(ContactButton, PROPS).mount('#app')`,
    server: `import { createSSRApp } from 'vue'
      import { renderToString } from 'vue/server-renderer'
      import ContactButton from 'vue-example'
      export const markup = await renderToString(createSSRApp(ContactButton, PROPS))`,
  },
  svelte: {
    file: 'ContactButton.svelte',
    browser: `import { hydrate } from 'svelte'
      import ContactButton from 'svelte-example'
      hydrate(ContactButton, { target: document.getElementById('app'), props: PROPS })`,
    server: `import { render } from 'svelte/server'
      import ContactButton from 'svelte-example'
      export const markup = (await render(ContactButton, { props: PROPS })).body`,
  },
}

/** Those whose example is rendered on a server. */
export const onServers = Object.keys(sources)
export const frameworks = [...onServers, 'angular']

export async function rendered(name: string, props: Props, project: Project): Promise<Rendered> {
  if (name === 'angular') {
    const main = compiledAngular(project, props.core, props.purpose)
    return {
      markup: '<app-root></app-root>',
      script: await bundle(`import ${JSON.stringify(main)}`, 'browser', [linked, built]),
    }
  }
  const { file, browser, server } = sources[name]!
  const bundleFor = (contents: string, target: Target): Promise<string> =>
    bundle(contents.replace('PROPS', JSON.stringify(props)), target, [
      example(name, file, target),
      built,
    ])
  // Beside the packages that it imports.
  const module = project.write(`${name}.mjs`, await bundleFor(server, 'server'))
  const { markup } = (await import(pathToFileURL(module).href)) as { markup: string }
  return { markup, script: await bundleFor(browser, 'browser') }
}

async function bundle(
  contents: string,
  target: Target,
  plugins: esbuild.Plugin[],
): Promise<string> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022' },
    platform: target === 'browser' ? 'browser' : 'node',
    conditions: [...(target === 'browser' ? ['browser'] : ['node']), 'production'],
    // What a server runs is there as packages; the element among them.
    packages: target === 'browser' ? 'bundle' : 'external',
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx' } },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
      // As Angular's own builder has them.
      ngDevMode: 'false',
      ngServerMode: 'false',
      ngI18nClosureMode: 'false',
    },
    plugins,
  })
  return outputFiles[0]!.text
}

/** The component, compiled by the framework. */
const example = (name: string, file: string, target: Target): esbuild.Plugin => ({
  name: 'example',
  setup(build) {
    const path = join(process.cwd(), 'examples', name, file)
    build.onResolve({ filter: new RegExp(`^${name}-example$`) }, () => ({ path }))
    build.onLoad({ filter: /\.(vue|svelte)$/ }, () => {
      const source = readFileSync(path, 'utf8')
      return name === 'vue'
        ? { contents: compiledVue(source, file, target), loader: 'ts' as const }
        : { contents: compiledSvelte(source, file, target), loader: 'js' as const }
    })
  },
})

const isCustomElement = (tag: string): boolean => tag.startsWith('id-contact-')

function compiledVue(source: string, filename: string, target: Target): string {
  const { descriptor } = parse(source, { filename, templateParseOptions: { isCustomElement } })
  const { content } = compileScript(descriptor, {
    id: 'example',
    inlineTemplate: true,
    templateOptions: {
      ssr: target === 'server',
      ssrCssVars: [],
      compilerOptions: { isCustomElement },
    },
  })
  return content
}

const compiledSvelte = (source: string, filename: string, target: Target): string =>
  compile(source, { filename, generate: target === 'browser' ? 'client' : 'server' }).js.code

/** The package by its own name, as it was built. */
const built: esbuild.Plugin = {
  name: 'built',
  setup(build) {
    if (build.initialOptions.packages === 'external') return
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Record<string, { default: string }>
    }
    build.onResolve({ filter: /^id-contact($|\/)/ }, ({ path }) => ({
      path: join(process.cwd(), exports[path.replace('id-contact', '.')]!.default),
    }))
  },
}
