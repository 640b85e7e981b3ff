import { appendFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { QueryResult } from 'pg'
import type { Heard } from '../../scripts/guards/rowFaults.ts'
import { listen } from '../../src/platform/db.ts'

/** So many rows of a result, and results of a call in one test file, are looked at: enough to meet a null, few enough to cost little. */
const ROWS = 50
const RESULTS = 300

const heard = new Map<string, Heard>()
const timesAt = new Map<string, number>()

/** Listens to every statement of the program in this test file. @see tests/support/rowsReporter.ts */
export function hearRows(): void {
  listen(() => {
    const site = callSite()
    if (site === undefined) return undefined
    const times = (timesAt.get(site) ?? 0) + 1
    timesAt.set(site, times)
    return times > RESULTS ? undefined : result => note(site, result)
  })
}

/** What was heard so far in this file. */
export const heardHere = (): Heard[] => [...heard.values()]

/** Hands on what was heard in this file. */
export function handOnRows(): void {
  if (heard.size === 0) return
  const folder = path.join(process.env.SA_TEST_FOLDER ?? '', 'rows')
  mkdirSync(folder, { recursive: true })
  appendFileSync(
    path.join(folder, `${process.pid}.jsonl`),
    heardHere()
      .map(one => `${JSON.stringify(one)}\n`)
      .join(''),
  )
  heard.clear()
}

function note(site: string, result: QueryResult): void {
  const { fields } = result
  const rows = result.rows as Record<string, unknown>[]
  const key = `${site} ${fields.map(({ name, dataTypeID, tableID, columnID }) => `${name} ${dataTypeID} ${tableID} ${columnID}`).join()}`
  const known = heard.get(key) ?? {
    site,
    columns: fields.map(({ name, dataTypeID, tableID, columnID }) => ({
      name,
      type: dataTypeID,
      table: tableID,
      column: columnID,
      seen: [],
    })),
  }
  heard.set(key, known)
  for (const row of rows.slice(0, ROWS))
    for (const column of known.columns) {
      const kind = kindOf(row[column.name])
      if (!column.seen.includes(kind)) column.seen.push(kind)
    }
}

export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value instanceof Date) return 'Date'
  if (Buffer.isBuffer(value)) return 'Buffer'
  if (Array.isArray(value)) return value.length === 0 ? 'array' : `${kindOf(value[0])}[]`
  return typeof value
}

/** Who called, as far as it is the program: the first frame outside `platform/db.ts`. Node leaves a line and a column as they are written. */
function callSite(): string | undefined {
  const caller = framesAbove().find(frame => !OURS.test(frame.getFileName() ?? ''))
  const [file] = caller?.getFileName()?.split('?') ?? []
  if (!caller || !file?.startsWith(`${ROOT}src/`)) return undefined
  return `${file.slice(ROOT.length)}:${caller.getLineNumber() ?? 0}:${caller.getColumnNumber() ?? 0}`
}

const ROOT = new URL('../../', import.meta.url).href
const OURS = /\/(src\/platform\/db|tests\/support\/hearRows)\.ts(\?file=\d+)?$/
/** `rows`, `row` and what listens in them stand above the caller. */
const DEEP_ENOUGH = 10

function framesAbove(): NodeJS.CallSite[] {
  const { stackTraceLimit } = Error
  const prepare: unknown = Reflect.get(Error, 'prepareStackTrace')
  Error.stackTraceLimit = DEEP_ENOUGH
  Error.prepareStackTrace = (_, frames) => frames
  const { stack } = new Error('whence')
  Reflect.set(Error, 'prepareStackTrace', prepare)
  Error.stackTraceLimit = stackTraceLimit
  return stack as unknown as NodeJS.CallSite[]
}
