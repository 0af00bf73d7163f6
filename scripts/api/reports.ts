/** What each entry point of the package makes public, as a report in the repository: a review sees each change of it. */
import { mkdirSync, readFileSync } from 'node:fs'
import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type IExtractorMessagesConfig,
} from '@microsoft/api-extractor'

export const folder = 'docs/api'
/** What was found the last time, to compare with. */
const found = '.cache/api'

const { name, exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string
  exports: Record<string, string | { types: string }>
}

/** Declarations of each entry point, by the name of its report. `npm run build` makes them. */
export const entries: ReadonlyMap<string, string> = new Map(
  Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : [[`${[name, ...entry.split('/').slice(1)].join('-')}.api.md`, target.types]],
  ),
)

const silent = { logLevel: ExtractorLogLevel.None }
const messages: IExtractorMessagesConfig = {
  compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
  extractorMessageReporting: {
    default: { logLevel: ExtractorLogLevel.Error },
    // Everything that is exported is public: there are no release tags here.
    'ae-missing-release-tag': silent,
    // A type that shows and is exported by another entry point, or by none, stands in the report all the same.
    'ae-forgotten-export': silent,
    'ae-undocumented': silent,
    'ae-unresolved-link': silent,
  },
  // `@module`, `@slot` and their kind are of other tools.
  tsdocMessageReporting: { default: silent },
}

function configFor(report: string, declarations: string): ExtractorConfig {
  const root = process.cwd()
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: `${root}/package.json`,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: `${root}/${declarations}`,
      compiler: { tsconfigFilePath: `${root}/tsconfig.json` },
      apiReport: {
        enabled: true,
        includeForgottenExports: true,
        reportFileName: report,
        reportFolder: `${root}/${folder}`,
        reportTempFolder: `${root}/${found}`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages,
    },
  })
}

export interface Outcome {
  /** Reports that are not what the package makes public; they are written anew where that was asked. */
  changed: string[]
  /** What keeps a report from being made. */
  errors: string[]
}

/** Compares the reports in the repository with the declarations in `dist/`. */
export function compareReports({ write }: { write: boolean }): Outcome {
  mkdirSync(folder, { recursive: true })
  const configs = [...entries].map(([report, declarations]) => configFor(report, declarations))
  const additionalEntryPoints = configs.map((config) => config.mainEntryPointFilePath)
  const compilerState = CompilerState.create(configs[0]!, { additionalEntryPoints })
  const outcome: Outcome = { changed: [], errors: [] }
  const messageCallback = (message: ExtractorMessage): void => {
    message.handled = true
    if (message.logLevel === ExtractorLogLevel.Error)
      outcome.errors.push(message.formatMessageWithLocation(process.cwd()))
  }
  for (const [index, report] of [...entries.keys()].entries()) {
    const result = Extractor.invoke(configs[index]!, {
      compilerState,
      localBuild: write,
      messageCallback,
    })
    if (result.apiReportChanged) outcome.changed.push(report)
  }
  return outcome
}
