/** The elements in templates of each framework, checked by its own compiler against the types of the package: the examples are right, mistakes are told. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { startProject, type Project } from './project.ts'

interface Framework {
  name: string
  packages: string[]
  settings?: object
  /** The example, and where it stands in the project. */
  example: [from: string, to: string]
  /** Compiles or checks the project. */
  check: [command: string, ...args: string[]]
  /** A file with mistakes, and what must be said of each. */
  wrong: [to: string, text: string, complaints: RegExp[]]
}

const frameworks: Framework[] = [
  {
    name: 'no framework',
    packages: [],
    example: ['examples/plain', 'src'],
    check: ['tsc', '--noEmit', '-p', '.'],
    wrong: [
      'src/wrong.ts',
      `import 'id-contact/button/define'
import 'id-contact/agent-panel/define'
document.querySelector('id-contact-button')!.open('now')
document.createElement('id-contact-agent-panel').getToken = () => 1
document.addEventListener('id-contact-error', ({ detail }) => detail.token)
document.querySelector('id-contact-agent-panel')!.addEventListener('id-contact-end', ({ detail }) => detail.reason === 'tired')
`,
      [
        /wrong\.ts\(3,.*Expected 0 arguments/,
        /wrong\.ts\(4,.*not assignable/,
        /wrong\.ts\(5,.*'token' does not exist/,
        /wrong\.ts\(6,.*no overlap/,
      ],
    ],
  },
  {
    name: 'React',
    packages: ['react', 'react-dom', '@types/react', '@types/react-dom', 'csstype'],
    example: ['examples/react', 'src'],
    check: ['tsc', '--noEmit', '--allowImportingTsExtensions', '--jsx', 'react-jsx', '-p', '.'],
    wrong: [
      'src/wrong.tsx',
      `import type {} from 'id-contact/react'
export const one = <id-contact-button core="https://c.example"></id-contact-button>
export const two = <id-contact-button core="c" purpose="p" inline="yes"></id-contact-button>
export const three = <id-contact-button core="c" purpose="p" onid-contact-start={({ detail }) => detail.code.length}></id-contact-button>
export const four = <id-contact-button core="c" purpose="p" onid-contact-end={({ detail }) => detail.token}></id-contact-button>
export const five = <id-contact-agent-panel desk="d" onid-contact-accept={({ detail }) => detail.channel === 'letter'}></id-contact-agent-panel>
`,
      [
        /wrong\.tsx\(2,.*'purpose' is missing/s,
        /wrong\.tsx\(3,.*'string' is not assignable to type 'boolean/,
        /wrong\.tsx\(4,.*possibly 'undefined'/,
        /wrong\.tsx\(5,.*'token' does not exist/,
        /wrong\.tsx\(6,.*no overlap/,
      ],
    ],
  },
  {
    name: 'Vue',
    packages: ['vue', '@vue/runtime-dom', '@vue/runtime-core', '@vue/shared', '@vue/reactivity'],
    settings: { vueCompilerOptions: { strictTemplates: true } },
    example: ['examples/vue', 'src'],
    check: ['vue-tsc', '--noEmit', '-p', '.'],
    wrong: [
      'src/Wrong.vue',
      `<script setup lang="ts">
import type {} from 'id-contact/vue'
</script>
<template>
  <id-contact-button core="c" purpose="p" :inline="'yes'"></id-contact-button>
  <id-contact-button core="c" purpose="p" @id-contact-start="({ detail }) => detail.token"></id-contact-button>
  <id-contact-agent-panel desk="d" @id-contact-accept="({ detail }) => detail.channel === 'letter'"></id-contact-agent-panel>
</template>
`,
      [
        /Wrong\.vue\(5,.*'string' is not assignable to type 'boolean/,
        /Wrong\.vue\(6,.*'token' does not exist/,
        /Wrong\.vue\(7,.*no overlap/,
      ],
    ],
  },
  {
    name: 'Svelte',
    packages: ['svelte'],
    example: ['examples/svelte', 'src'],
    check: ['svelte-check', '--output', 'machine', '--tsconfig', './tsconfig.json'],
    wrong: [
      'src/Wrong.svelte',
      `<script lang="ts">
  import type {} from 'id-contact/svelte'
</script>
<id-contact-button core="https://c.example"></id-contact-button>
<id-contact-button core="c" purpose="p" inline="yes"></id-contact-button>
<id-contact-button core="c" purpose="p" onid-contact-start={({ detail }) => detail.token}></id-contact-button>
<id-contact-agent-panel desk="d" onid-contact-accept={({ detail }) => detail.channel === 'letter'}></id-contact-agent-panel>
`,
      [
        /Wrong\.svelte" 4:.*'purpose' is missing/,
        /Wrong\.svelte" 5:.*'string' is not assignable to type 'boolean/,
        /Wrong\.svelte" 6:.*'token' does not exist/,
        /Wrong\.svelte" 7:.*no overlap/,
      ],
    ],
  },
  {
    name: 'Angular',
    packages: ['@angular/core', '@angular/platform-browser', '@angular/compiler', 'rxjs', 'tslib'],
    settings: {
      angularCompilerOptions: { strictTemplates: true },
    },
    example: ['examples/angular', 'src'],
    check: ['ngc', '-p', '.', '--rootDir', 'src', '--outDir', 'out'],
    wrong: [
      'src/wrong.ts',
      `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core'
import 'id-contact/button/define'
@Component({
  selector: 'app-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`<id-contact-button (id-contact-start)="wants($event)"></id-contact-button>
<id-contact-button (id-contact-end)="$event.detail.token"></id-contact-button>\`,
})
export class Wrong {
  wants(_: MouseEvent): void {}
}
`,
      [
        /wrong\.ts:6:.*'CustomEvent<IdContactEventDetail>'/s,
        /wrong\.ts:7:.*'token' does not exist/s,
      ],
    ],
  },
]

describe('types for templates', () => {
  const projects: Project[] = []
  after(() => projects.forEach((project) => project.remove()))

  for (const { name, packages, settings, example, check, wrong } of frameworks)
    it(`of ${name} take the example, and tell mistakes`, () => {
      const project = startProject(packages, settings)
      projects.push(project)
      project.copy(...example)
      const [to, text, complaints] = wrong
      project.write(to, text)
      const { text: said, status } = project.run(...check)
      assert.notEqual(status, 0)
      // Colours are for a terminal.
      const plain = stripVTControlCharacters(said)
      for (const complaint of complaints) assert.match(plain, complaint)
      assert.doesNotMatch(plain, /(contact|button|main|progress)\.(tsx?|vue|svelte)\W/i, plain)
    })
})
