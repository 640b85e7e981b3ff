import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { actionsOf, held, type ActionState } from '../actions/index.ts'
import { findingsOf } from '../findings/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockRound } from '../rounds/index.ts'
import {
  findImport,
  isForeign,
  keeperOf,
  madeFrom,
  markApplied,
  markOf,
  originOf,
  withCells,
  type SheetImport,
} from '../sheetImports/index.ts'
import { answersIn } from './answerActions.ts'
import { applyChanges } from './applyActions.ts'
import { saidDidHref } from './paths.ts'
import { refuse } from './refusals.ts'
import { lockThemes, themesOf } from './themeStore.ts'
import type { SaidDidChanges } from './workbook/changes.ts'
import { readBook, type AnswerBook } from './workbook/read.ts'
import { saidDidChanges } from './workbook/saidDid.ts'
import type { Written } from './workbook/write.ts'

/** All that staff wrote of what the audit said of a round, as its workbook holds it. */
export async function writtenIn(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Written> {
  const findings = (await findingsOf(db, partnershipId, roundId)).map(({ id, statement }) => ({ id, statement }))
  return { themes: await themesOf(db, partnershipId, roundId), ...(await answersIn(db, partnershipId, roundId)), findings }
}

/** The mark of a state, by which a workbook knows that it is old. */
export const markOfWritten = ({ themes, placements, answers }: Written): string =>
  markOf([
    themes.map(({ id, title, statement, heard, findingIds }) => [id, title, statement, heard, findingIds]),
    placements,
    answers.map(({ action, namesPublic }) => [action.id, action.version, action.state, namesPublic]),
  ])

type Path = { roundId: Id<'round'>; importId: Id<'sheetImport'> }

/** What a workbook would change, and the mark of exactly that. */
export type ImportPreview = {
  found: SheetImport
  book: AnswerBook
  changes: SaidDidChanges
  mark: string
  isOld: boolean
  /** The partnership whose references it has, where that is another one; blank otherwise. */
  foreign: string
}

/** Works out what a workbook would change now. @throws Refusal (not found) when the round was sent none such */
export async function previewImport(db: Db, partnershipId: Id<'partnership'>, { roundId, importId }: Path): Promise<ImportPreview> {
  const found = await roundImport(db, partnershipId, { roundId, importId })
  const says = originOf(found.sheets)
  const foreign = isForeign(says, await keeperOf(db, partnershipId)) ? says.keptBy : ''
  const book = readBook(found.sheets)
  const written = await writtenIn(db, partnershipId, roundId)
  const known = new Map((await actionsOf(db, partnershipId)).map(action => [action.id, action]))
  const twins = await madeFrom(db, partnershipId, foreign)
  const changes = saidDidChanges(book, { ...written, known, twins, isForeign: foreign !== '' })
  const isOld = foreign === '' && says.madeFrom !== '' && written.themes.length > 0 && says.madeFrom !== markOfWritten(written)
  return { found, book, changes, mark: markOf(changes), isOld, foreign }
}

/** @throws Refusal not found; conflict when it was imported already; gone when its cells are */
async function roundImport(db: Db, partnershipId: Id<'partnership'>, { roundId, importId }: Path): Promise<SheetImport> {
  const found = await findImport(db, partnershipId, importId)
  if (found?.kind !== 'said_did' || found.roundId !== roundId) throw notFound()
  return withCells(found, { imported: refuse.importedAlready(roundId), uploadHref: `${saidDidHref(roundId)}/import` })
}

/**
 * Does what a preview showed, all of it or nothing.
 *
 * @param seen.mark that of the preview which the person saw
 * @param seen.state how the answers stand of which the workbook does not say it
 * @returns null when it would be something else by now: nothing was changed then
 */
export function applyImport(
  db: Db,
  actor: PartnershipActor,
  { mark, state, ...path }: Path & { mark: string; state: ActionState },
): Promise<{ changes: number } | null> {
  const { partnershipId } = actor
  const { roundId, importId } = path
  return inTransaction(db, async trx => {
    // The round is held: one without themes has nothing else that two who import at once would wait for.
    const round = await lockRound(trx, partnershipId, roundId)
    if (!round) throw notFound()
    await lockThemes(trx, partnershipId, roundId)
    const { answers } = await answersIn(trx, partnershipId, roundId)
    await held.lockActions(
      trx,
      partnershipId,
      answers.map(({ action }) => action.id),
    )
    const { found, changes, foreign, ...preview } = await previewImport(trx, partnershipId, path)
    if (preview.mark !== mark) return null
    const made = await applyChanges(trx, actor, { roundId, changes, state })
    if (!(await markApplied(trx, partnershipId, importId, { origin: foreign, made: foreign === '' ? [] : made })))
      throw refuse.importedAlready(roundId)
    const details = { file: found.fileName, changes: changes.lines.length }
    await recordEvent(trx, actor, { verb: 'said_did.imported', roundId, details })
    return { changes: changes.lines.length }
  })
}
