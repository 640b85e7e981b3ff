import { once } from 'node:events'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { filesWithCalls } from '../../scripts/guards/databaseCalls.ts'
import { NEVER_NULL, NEVER_RUN } from '../../scripts/guards/exceptions.ts'
import type { Heard, Known, RowFault } from '../../scripts/guards/rowFaults.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'
import { rows } from '../../src/platform/db.ts'
import type { Evidence, Judged, Verdict } from './rowsThread.ts'
import { inDatabase } from './serverConnection.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** What Jest says of a run: what of the tests it leaves out. */
type Run = {
  testPathPatterns: { isSet: () => boolean }
  testNamePattern?: string
  shard?: unknown
  onlyChanged: boolean
  onlyFailures: boolean
  findRelatedTests: boolean
  runTestsByPath: boolean
}

/**
 * Ends a run of the tests by comparing what statements gave with the rows that the code declares (docs/decisions/0025). Statements
 * that nothing ran are a fault of a whole run.
 */
export default class RowsReporter {
  private faults: string[] = []
  private readonly isWhole: boolean
  private judge: Worker | undefined

  constructor(run: Run) {
    this.isWhole = isWhole(run)
  }

  onRunStart(): void {
    if (this.isWhole) this.judge = judgeOf(filesWithCalls(root))
  }

  async onRunComplete(_contexts: unknown, results: { numFailedTests: number; numRuntimeErrorTestSuites: number }): Promise<void> {
    const heard = heardInThisRun()
    if (heard.length > 0) {
      this.judge ??= judgeOf([...new Set(heard.map(({ site }) => site.split(':')[0] ?? ''))])
      const { faults, unrun } = await judgedBy(this.judge, { heard, columns: await columnsOfDatabase() })
      this.faults = faults.filter(({ key }) => NEVER_NULL[key] === undefined).map(({ says }) => says)
      const passed = results.numFailedTests === 0 && results.numRuntimeErrorTestSuites === 0
      if (this.isWhole && passed) this.faults.push(...neverRun(unrun), ...needlessOf(unrun, faults))
    }
    await this.judge?.terminate()
    // Jest fails the run over `getLastError`, and prints nothing of it.
    const said = this.getLastError()
    if (said) process.stderr.write(`\n${said.message}\n`)
  }

  getLastError(): Error | undefined {
    return this.faults.length === 0 ? undefined : new Error(`Rows that are not what the code declares:\n${this.faults.join('\n')}`)
  }
}

function judgeOf(files: readonly string[]): Worker {
  const judge = new Worker(new URL('./rowsThread.ts', import.meta.url), { workerData: { root, files } satisfies Judged })
  judge.unref()
  return judge
}

/** @throws what ended the thread before it judged */
async function judgedBy(judge: Worker, evidence: Evidence): Promise<Verdict> {
  judge.ref()
  judge.postMessage(evidence)
  return ((await once(judge, 'message')) as [Verdict])[0]
}

/** Statements that no test ran, but should have. */
const neverRun = (unrun: readonly string[]): string[] =>
  unrun.filter(at => NEVER_RUN[at] === undefined).map(at => `${at}: no test runs this statement`)

/** Exceptions that nothing in a whole run needed. */
const needlessOf = (unrun: readonly string[], faults: readonly RowFault[]): string[] => [
  ...needless('NEVER_RUN', NEVER_RUN, unrun),
  ...needless(
    'NEVER_NULL',
    NEVER_NULL,
    faults.map(({ key }) => key),
  ),
]

function heardInThisRun(): Heard[] {
  const files = globSync(path.join(process.env.SA_TEST_FOLDER ?? '', 'rows/*.jsonl'))
  return files.flatMap(file =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as Heard),
  )
}

const isWhole = ({ testPathPatterns, testNamePattern, onlyChanged, onlyFailures, findRelatedTests, runTestsByPath, shard }: Run) =>
  !testPathPatterns.isSet() && !testNamePattern && !onlyChanged && !onlyFailures && !findRelatedTests && !runTestsByPath && !shard

/** The columns of the migrated database: whether they may be null, and whose ids they hold by the keys of the tables. Of a `…_id` without a foreign key that is not known. */
async function columnsOfDatabase(): Promise<Map<string, ReturnType<Known>>> {
  const db = connect(inDatabase(JSON.parse(process.env.SA_TEST_SERVER ?? 'null') as Connection, process.env.SA_TEST_TEMPLATE ?? ''), {
    pool: 1,
  })
  try {
    const found = await rows<{ place: string; nullable: boolean; holdsId: boolean; idOf: string | null }>(
      db,
      `select a.attrelid::bigint || '.' || a.attnum as place, not a.attnotnull as nullable, a.attname ~ '(^|_)id$' as "holdsId",
         case when a.attname = 'id' then c.relname else max(known.relname) end as "idOf"
       from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
       left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'f'
         and exists (select 1 from unnest(k.conkey, k.confkey) as pair (own, theirs)
           join pg_attribute id on id.attrelid = k.confrelid and id.attnum = pair.theirs and id.attname = 'id' where pair.own = a.attnum)
       left join pg_class known on known.oid = k.confrelid
       where a.attnum > 0 and not a.attisdropped group by a.attrelid, a.attnum, a.attnotnull, a.attname, c.relname`,
    )
    return new Map(found.map(({ place, nullable, holdsId, idOf }) => [place, { nullable, idOf: idOf ?? (holdsId ? undefined : null) }]))
  } finally {
    await db.destroy()
  }
}

function needless(list: string, exceptions: Readonly<Record<string, string>>, met: readonly string[]): string[] {
  return Object.keys(exceptions)
    .filter(key => !met.includes(key))
    .map(key => `${list} of scripts/guards/exceptions.ts names "${key}", which is needed no more: take it out`)
}
