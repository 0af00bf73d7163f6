/** Cores with one mistake each. */
import type { Fault } from './fault.ts'
import { brokenBindings } from './core/binding.ts'
import { brokenDuring } from './core/during.ts'
import { brokenFlows } from './core/flows.ts'
import { brokenOptions } from './core/options.ts'
import { brokenStarts } from './core/start.ts'
import { brokenStartups } from './core/startup.ts'

export const brokenCores: readonly Fault[] = [
  ...brokenOptions,
  ...brokenStarts,
  ...brokenStartups,
  ...brokenFlows,
  ...brokenDuring,
  ...brokenBindings,
]
