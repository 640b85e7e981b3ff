import { parentPort, workerData } from 'node:worker_threads'
import { databaseCalls } from '../../scripts/guards/databaseCalls.ts'
import { neverRun, rowFaults, type Heard, type Known, type RowFault } from '../../scripts/guards/rowFaults.ts'

/** The program whose statements are judged. */
export type Judged = { root: string; files: readonly string[] }
/** What the tests heard, and the columns of the database by their table and place. */
export type Evidence = { heard: readonly Heard[]; columns: ReadonlyMap<string, ReturnType<Known>> }
/** What it comes to: rows that are not what the code declares, and where statements stand that nothing ran. */
export type Verdict = { faults: RowFault[]; unrun: string[] }

// In a thread of its own: to read the types of the program takes ten seconds, in which the tests run.
const { root, files } = workerData as Judged
const all = databaseCalls(root, files)
for (const { call } of all.calls) all.checker.getTypeAtLocation(call)
parentPort?.once('message', ({ heard, columns }: Evidence) => {
  const faults = rowFaults(all, heard, (table, column) => columns.get(`${table}.${column}`))
  parentPort?.postMessage({ faults, unrun: neverRun(all, heard).map(({ at }) => at) } satisfies Verdict)
})
