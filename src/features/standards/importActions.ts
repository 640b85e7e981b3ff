import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { PartnershipActor } from '../history/index.ts'
import { findImport, isForeign, keeperOf, markApplied, markOf, originOf, withCells, type SheetImport } from '../sheetImports/index.ts'
import { openExercise, tell } from './exerciseActions.ts'
import type { Entry } from './merge.ts'
import { saveAgreed, saveForAgency, type Saved } from './ratingActions.ts'
import { refuse } from './refusals.ts'
import { readReport, type Report } from './reportReading.ts'
import type { Exercise } from './standard.ts'
import { ratingChanges, type RatingChanges } from './workbook/changes.ts'
import { readBook, type RatingBook } from './workbook/read.ts'

/** The mark of what was said in an exercise, by which a workbook knows that it is old. */
export const markOfRatings = ({ ratings, agencies }: Pick<Report, 'ratings' | 'agencies'>): string =>
  markOf([agencies.map(({ id, name }) => [id, name]), ratings.map(({ standardId, agencyId, version }) => [standardId, agencyId, version])])

/** What a workbook would change, and the mark of exactly that. */
export type ImportPreview = {
  found: SheetImport
  book: RatingBook
  changes: RatingChanges
  mark: string
  isOld: boolean
  isForeign: boolean
}

/** Works out what a workbook would change now. @throws Refusal not found when the exercise was sent none such; when it was imported, or its cells are gone */
export async function previewImport(db: Db, exercise: Exercise, importId: Id<'sheetImport'>): Promise<ImportPreview> {
  const kept = await findImport(db, exercise.partnershipId, importId)
  if (kept?.kind !== 'ratings' || kept.exerciseId !== exercise.id) throw notFound()
  const uploadHref = `/standards/exercises/${exercise.id}/import`
  const found = withCells(kept, { imported: refuse.importedAlready(exercise.id), uploadHref })
  const says = originOf(found.sheets)
  const foreign = isForeign(says, await keeperOf(db, exercise.partnershipId))
  const report = await readReport(db, exercise)
  const book = readBook(found.sheets, report.agencies)
  const changes = ratingChanges(book, { ...report, isForeign: foreign })
  const isOld = !foreign && says.madeFrom !== '' && report.ratings.length > 0 && says.madeFrom !== markOfRatings(report)
  return { found, book, changes, mark: markOf(changes), isOld, isForeign: foreign }
}

/**
 * Does what a preview showed, all of it or nothing; each rating is kept with the workbook that it comes from, like one that staff entered.
 *
 * @param seen.mark that of the preview which the person saw
 * @returns null when it would be something else by now: nothing was changed then
 * @throws Refusal when the exercise was closed, or the workbook was imported already
 */
export function applyImport(
  db: Db,
  actor: PartnershipActor,
  { exerciseId, importId, mark }: { exerciseId: Id<'exercise'>; importId: Id<'sheetImport'>; mark: string },
): Promise<{ ratings: number } | null> {
  return inTransaction(db, async trx => {
    const exercise = await openExercise(trx, actor, exerciseId)
    const { found, changes, ...preview } = await previewImport(trx, exercise, importId)
    if (preview.mark !== mark) return null
    const from = `the workbook ${found.fileName}`
    for (const [agencyId, ratings] of Map.groupBy(changes.ratings, one => one.agencyId)) {
      const entries = ratings.map(({ entry }) => entry)
      const saved =
        agencyId === null
          ? await agreedOneByOne(trx, actor, exerciseId, entries)
          : [await saveForAgency(trx, actor, { exerciseId, agencyId, from, entries })]
      if (saved.some(({ conflicts }) => conflicts.length > 0)) throw new Error('a rating was changed while its exercise was held')
    }
    if (!(await markApplied(trx, actor.partnershipId, importId, {}))) throw refuse.importedAlready(exerciseId)
    await tell(trx, actor, { verb: 'rating.imported', about: exercise, file: found.fileName, ratings: changes.ratings.length })
    return { ratings: changes.ratings.length }
  })
}

async function agreedOneByOne(trx: Db, actor: PartnershipActor, exerciseId: Id<'exercise'>, entries: readonly Entry[]): Promise<Saved[]> {
  const saved: Saved[] = []
  for (const entry of entries) saved.push(await saveAgreed(trx, actor, { exerciseId, entry }))
  return saved
}
