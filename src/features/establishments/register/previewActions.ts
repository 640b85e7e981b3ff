import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { RegisterFacts } from '../establishment.ts'
import { compare } from './compare.ts'
import { knownFacts, linkedSuccessors } from './compareStore.ts'
import { conversions } from './conversions.ts'
import { withoutBlanks } from './fields.ts'
import { Gathered } from './gathered.ts'
import type { Header } from './header.ts'
import { finishPreview } from './importStore.ts'
import type { CsvSource } from './looking/openFile.ts'
import { batches, type Scope, type WantedRow } from './looking/readRegister.ts'
import { analyseStaged, stageConversions, stagedClosings, stagedOpenings, stageRows, type StagedRow } from './stagedStore.ts'

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
  let header: Header | undefined
  let writing = Promise.resolve()
  for await (const batch of batches(source, scope, gathered, found => (header = found))) {
    await writing
    writing = compareAndStage(trx, partnershipId, importId, batch)
    // A failure is met at the next await; until then it must not count as one that nobody handles.
    writing.catch(() => undefined)
    progress(gathered.rows)
  }
  await writing
  const { missing, added } = gathered.refuseNothing(header)
  await analyseStaged(trx)
  await convert(trx, partnershipId, importId)
  await finishPreview(trx, partnershipId, importId, {
    authorities: gathered.authorities(),
    laCodes: gathered.taken(),
    outside: gathered.outside,
    notes: gathered.notes,
    missingColumns: [...missing],
    newColumns: [...added],
  })
}

async function compareAndStage(
  trx: Db,
  partnershipId: Id<'partnership'>,
  importId: Id<'import'>,
  batch: readonly WantedRow[],
): Promise<void> {
  const identifiers = batch.flatMap(read => (read.outcome === 'read' ? [read.identifier] : []))
  const known = await knownFacts(trx, partnershipId, identifiers)
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
    return { ...blank, line, change: 'unreadable', scheme: null, identifier, name: read.name, reason: read.reason }
  const { change, differences, merged } = compare(known.get(`${read.scheme}:${read.identifier}`), read.facts)
  return {
    ...blank,
    line,
    change,
    scheme: read.scheme,
    identifier,
    name: merged.name ?? '',
    data: change === 'unchanged' ? null : withoutBlanks(merged),
    differences: differences.length > 0 ? differences : null,
  }
}

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
