/** `npm run api`: writes what the package makes public to `docs/api/`, one report for each entry point. Needs a build. */
import { compareReports } from './api/reports.ts'

const { changed, errors } = compareReports({ write: true })
for (const report of changed) console.log(report)
for (const error of errors) console.error(error)
process.exitCode = errors.length > 0 ? 1 : 0
