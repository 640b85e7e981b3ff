import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { RegisterFacts } from '../establishment.ts'
import { compare } from './compare.ts'
import { followedIdentifiers, knownFacts, linkedSuccessors } from './compareStore.ts'
import { conversions } from './conversions.ts'
import { withoutBlanks } from './fields.ts'
import { keepLines } from './fileLinesStore.ts'
import { Gathered } from './gathered.ts'
import type { Header } from './header.ts'
import { finishPreview } from './importStore.ts'
import type { CsvSource } from './looking/openFile.ts'
import { batches, type Scope, type Wanted, type WantedRow } from './looking/readRegister.ts'
import {
  analyseStaged,
  leaveOutClosed,
  stageConversions,
  stagedClosings,
  stagedOpenings,
  stageRows,
  type StagedRow,
} from './stagedStore.ts'

/**
 * Reads a register file, compares each row with what is stored and puts the outcome down as the rows of an import: in constant
 * memory, 250 rows a statement, the next ones being read while the database writes. Writes nothing else.
 *
 * @param trx a transaction: a file that turns out to be unusable leaves nothing behind when it is rolled back
 * @throws UnusableFile
 */
export async function stagePreview(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  source: CsvSource,
  scope: Scope,
  progress: (rows: number) => void = () => undefined,
): Promise<void> {
  const gathered = new Gathered()
  const wanted = { codes: scope === 'all' ? scope : scope.codes, followed: await followedIdentifiers(trx, partnershipId, scope) }
  let header: Header | undefined
  const givenBack: GivenBack[] = []
  let writing = Promise.resolve()
  for await (const batch of batches(source, wanted, gathered, (found, row) => {
    header = found
    givenBack.push(kept(row))
  })) {
    await writing
    for (const read of batch)
      if (read.outcome === 'unreadable' && read.cells.length > 0 && givenBack.length <= MOST_GIVEN_BACK) givenBack.push(kept(read))
    writing = compareAndStage(trx, { partnershipId, importId, wanted, gathered }, batch)
    // A failure is met at the next await; until then it must not count as one that nobody handles.
    writing.catch(() => undefined)
    progress(gathered.rows)
  }
  await writing
  const { missing, added, isPart } = gathered.refuseNothing(header)
  await analyseStaged(trx)
  const left = wanted.codes === 'all' ? 0 : await leaveOutClosed(trx, partnershipId, importId, gathered.givenUp(wanted.codes))
  await convert(trx, partnershipId, importId)
  if (givenBack.length > 1) await keepLines(trx, partnershipId, importId, givenBack)
  await finishPreview(trx, partnershipId, importId, {
    authorities: gathered.authorities(),
    laCodes: isPart ? [] : gathered.taken(),
    outside: gathered.outside + left,
    notes: gathered.notes,
    moved: gathered.moved(),
    remarks: [...encodingRemark(source), ...gathered.remarks()],
    missingColumns: [...missing],
    newColumns: [...added],
  })
}

const encodingRemark = ({ encoding }: CsvSource): string[] =>
  encoding === 'macintosh' ? ['The file was saved on a Mac, in an old encoding (Mac OS Roman). Check the names that have accents.'] : []

type GivenBack = { line: number; cells: readonly string[] }
/** A row with letters of its own: a cell is a window upon the 64 KB that it was read with, and would hold all of them. */
const kept = ({ line, cells }: GivenBack): GivenBack => ({ line, cells: JSON.parse(JSON.stringify(cells)) as string[] })

/** So many rows are given back to be mended; more are a fault of the whole file. */
const MOST_GIVEN_BACK = 5_000

type Staging = { partnershipId: Id<'partnership'>; importId: Id<'import'>; wanted: Wanted; gathered: Gathered }

async function compareAndStage(
  trx: Db,
  { partnershipId, importId, wanted: { codes }, gathered }: Staging,
  batch: readonly WantedRow[],
): Promise<void> {
  const identifiers = batch.flatMap(read => (read.outcome === 'read' ? [read.identifier] : []))
  const known = await knownFacts(trx, partnershipId, identifiers)
  for (const read of batch) {
    const before = read.outcome === 'read' && codes !== 'all' && !codes.includes(read.laCode) ? known.get(keyOf(read)) : undefined
    if (read.outcome === 'read' && before) gathered.follow(read, before)
  }
  await stageRows(
    trx,
    partnershipId,
    importId,
    batch.map(read => staged(read, known)),
  )
}

function staged(read: WantedRow, known: ReadonlyMap<string, RegisterFacts>): StagedRow {
  const { line, identifier } = read
  const blank = { reason: null, data: null, differences: null, successor: null }
  if (read.outcome === 'unreadable')
    return { ...blank, line, change: 'unreadable', scheme: null, identifier, name: read.name, reason: read.reason, cell: read.cell }
  const { change, differences, merged, was } = compare(known.get(keyOf(read)), read.facts)
  return {
    ...blank,
    line,
    change,
    scheme: read.scheme,
    identifier,
    name: merged.name ?? '',
    data: change === 'unchanged' ? null : withoutBlanks(merged),
    differences: differences.length > 0 ? differences : null,
    was,
  }
}

const keyOf = ({ scheme, identifier }: { scheme: string; identifier: string }): string => `${scheme}:${identifier}`

/** Tells conversions from closings. */
async function convert(trx: Db, partnershipId: Id<'partnership'>, importId: Id<'import'>): Promise<void> {
  const closings = await stagedClosings(trx, partnershipId, importId)
  if (closings.length === 0) return
  const openings = await stagedOpenings(trx, partnershipId, importId)
  const links = await linkedSuccessors(
    trx,
    partnershipId,
    closings.map(({ identifier }) => identifier),
  )
  const opening = new Set(openings.map(({ identifier }) => identifier))
  const successors = conversions(
    closings,
    openings,
    links.filter(({ successor }) => opening.has(successor)),
  )
  await stageConversions(trx, partnershipId, importId, successors)
}
