import type { Db } from '../../../platform/db.ts'
import { STATUS, type RegisterFacts } from '../establishment.ts'
import { compare } from './compare.ts'
import { conversions, type Closing, type Standing } from './conversions.ts'
import { readHeader, type Header } from './header.ts'
import type { CsvSource } from './openFile.ts'
import { readRow, type ReadRow } from './readRow.ts'
import { csvRows } from './readRows.ts'
import {
  finishPreview,
  knownFacts,
  linkedSuccessors,
  stageConversions,
  stageRows,
  type Authority,
  type ImportNote,
  type StagedRow,
} from './store.ts'
import { UnusableFile } from './unusableFile.ts'

/** Which authorities' rows are taken: these, or whatever the file holds. */
export type Scope = readonly number[] | 'all'

/** 1,000 rows a statement: 250 took a third longer, 4,000 no less and three times the memory. */
const BATCH = 1000
const MOST_NOTES = 500

/** What is gathered while a file goes by: a line each, nothing of the rows themselves. */
type Gathered = {
  authorities: Map<number, Authority>
  taken: Set<number>
  lines: Map<string, number>
  notes: ImportNote[]
  outside: number
  rows: number
  readable: number
  firstFault: string
  closings: Closing[]
  standing: Standing[]
}

/**
 * Reads a register file, compares each row with what is stored and puts the outcome down as the rows of an import: in constant
 * memory, a thousand rows at a time. Writes nothing else.
 *
 * @param trx a transaction: a file that turns out to be unusable leaves nothing behind when it is rolled back
 * @throws UnusableFile
 */
export async function stagePreview(
  trx: Db,
  partnershipId: number,
  importId: number,
  source: CsvSource,
  scope: Scope,
  progress: (rows: number) => void = () => undefined,
): Promise<void> {
  const inScope = scope === 'all' ? () => true : (laCode: number) => scope.includes(laCode)
  const gathered = empty()
  let header: Header | undefined
  let batch: ReadRow[] = []
  for await (const { line, cells } of csvRows(source)) {
    if (!header) {
      header = readHeader(cells)
      continue
    }
    const read = readRow(header, cells, line, inScope)
    gathered.rows += 1
    countAuthority(gathered, read)
    if (read.outcome === 'outside') continue
    batch.push(withoutRepeats(gathered, read))
    if (batch.length < BATCH) continue
    await stageRows(trx, partnershipId, importId, await judged(trx, partnershipId, batch, gathered))
    progress(gathered.rows)
    batch = []
  }
  if (!header) throw new UnusableFile('This file is empty.')
  await stageRows(trx, partnershipId, importId, await judged(trx, partnershipId, batch, gathered))
  refuseNothing(gathered)
  await stageConversions(trx, partnershipId, importId, await successors(trx, partnershipId, gathered))
  await finishPreview(trx, partnershipId, importId, {
    authorities: sorted(gathered.authorities),
    laCodes: [...gathered.taken].sort((a, b) => a - b),
    outside: gathered.outside,
    notes: gathered.notes,
    missingColumns: [...header.missing],
    newColumns: [...header.added],
  })
}

/** Which authorities a register file is about. @throws UnusableFile */
export async function authoritiesIn(source: CsvSource): Promise<Authority[]> {
  const gathered = empty()
  let header: Header | undefined
  for await (const { line, cells } of csvRows(source)) {
    if (header)
      countAuthority(
        gathered,
        readRow(header, cells, line, () => false),
      )
    else header = readHeader(cells)
  }
  if (!header) throw new UnusableFile('This file is empty.')
  if (gathered.authorities.size === 0) refuseNothing(gathered)
  return sorted(gathered.authorities)
}

const empty = (): Gathered => ({
  authorities: new Map(),
  taken: new Set(),
  lines: new Map(),
  notes: [],
  outside: 0,
  rows: 0,
  readable: 0,
  firstFault: '',
  closings: [],
  standing: [],
})

const sorted = (authorities: ReadonlyMap<number, Authority>): Authority[] =>
  [...authorities.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.code - b.code)

function countAuthority(gathered: Gathered, read: ReadRow): void {
  if (read.outcome === 'unreadable') {
    gathered.firstFault ||= `line ${read.line}: ${read.reason}`
    return
  }
  const known = gathered.authorities.get(read.laCode)
  if (known) known.rows += 1
  else gathered.authorities.set(read.laCode, { code: read.laCode, name: read.laName, rows: 1 })
  if (read.outcome === 'outside') {
    gathered.outside += 1
    return
  }
  gathered.taken.add(read.laCode)
  gathered.readable += 1
  for (const text of read.notes) if (gathered.notes.length < MOST_NOTES) gathered.notes.push({ line: read.line, text })
}

/** An establishment that the file names twice is taken once; the second row is reported. */
function withoutRepeats(gathered: Gathered, read: ReadRow): ReadRow {
  if (read.outcome !== 'read') return read
  const key = `${read.scheme}:${read.identifier}`
  const earlier = gathered.lines.get(key)
  gathered.lines.set(key, earlier ?? read.line)
  if (earlier === undefined) return read
  const reason = `${read.identifier} was already on line ${earlier}; that row is used`
  return { outcome: 'unreadable', line: read.line, reason, identifier: read.identifier, name: read.facts.name ?? '' }
}

async function judged(trx: Db, partnershipId: number, batch: readonly ReadRow[], gathered: Gathered): Promise<StagedRow[]> {
  const identifiers = batch.flatMap(read => (read.outcome === 'read' ? [read.identifier] : []))
  const known = identifiers.length > 0 ? await knownFacts(trx, partnershipId, identifiers) : new Map<string, RegisterFacts>()
  return batch.flatMap(read => (read.outcome === 'outside' ? [] : [staged(read, known, gathered)]))
}

function staged(
  read: Exclude<ReadRow, { outcome: 'outside' }>,
  known: ReadonlyMap<string, RegisterFacts>,
  { closings, standing }: Pick<Gathered, 'closings' | 'standing'>,
): StagedRow {
  const { line, identifier } = read
  if (read.outcome === 'unreadable')
    return {
      line,
      change: 'unreadable',
      scheme: null,
      identifier,
      name: read.name,
      reason: read.reason,
      data: null,
      differences: null,
      successor: null,
    }
  const before = known.get(`${read.scheme}:${read.identifier}`)
  const { change, differences, merged } = compare(before, read.facts)
  const { name, laCode, establishmentNumber, closedReasonCode: reasonCode, closedReason: reason } = merged
  const numbers = { identifier: read.identifier, laCode, establishmentNumber }
  if (change === 'closed') closings.push({ ...numbers, reasonCode, reason })
  else if (merged.statusCode !== STATUS.closed && !isOpen(before)) standing.push(numbers)
  const data = change === 'unchanged' ? null : withoutBlanks(merged)
  return {
    line,
    change,
    scheme: read.scheme,
    identifier,
    name,
    reason: null,
    data,
    differences: differences.length > 0 ? differences : null,
    successor: null,
  }
}

const isOpen = (before: RegisterFacts | undefined): boolean => before?.statusCode === STATUS.open || before?.statusCode === STATUS.closing

function withoutBlanks(facts: RegisterFacts): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(facts)) if (value !== null && value !== '') kept[field] = value
  return kept
}

async function successors(trx: Db, partnershipId: number, { closings, standing }: Gathered): Promise<Map<string, string>> {
  if (closings.length === 0) return new Map()
  const links = await linkedSuccessors(
    trx,
    partnershipId,
    closings.map(({ identifier }) => identifier),
  )
  const there = new Set(standing.map(({ identifier }) => identifier))
  return conversions(
    closings,
    standing,
    links.filter(({ successor }) => there.has(successor)),
  )
}

function refuseNothing({ rows, readable, outside, firstFault, authorities }: Gathered): void {
  if (rows === 0)
    throw new UnusableFile(
      'This file names the columns of the register but holds no establishment: it did not arrive whole. Download it again.',
    )
  if (readable > 0) return
  if (outside > 0)
    throw new UnusableFile(
      `This file has no establishment of the authorities that you want. It is about ${[...authorities.values()]
        .slice(0, 3)
        .map(({ name, code }) => (name === '' ? String(code) : `${name} (${code})`))
        .join(', ')}${authorities.size > 3 ? ` and ${authorities.size - 3} more` : ''}.`,
    )
  throw new UnusableFile(`None of the ${rows} rows of this file could be read. The first fault is on ${firstFault}.`)
}
