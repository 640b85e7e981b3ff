import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { actionsOf, lockActions } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { findImport, isForeign, keeperOf, madeFrom, markApplied, markOf, originOf, type SheetImport } from '../sheetImports/index.ts'
import { applyChanges } from './applyActions.ts'
import { documentOf, type PlanDocument } from './document.ts'
import { placesOf } from './placeStore.ts'
import { createPlan } from './planActions.ts'
import { planRows } from './readingActions.ts'
import { refuse } from './refusals.ts'
import { lockPlan } from './store.ts'
import type { PlanChanges } from './workbook/changes.ts'
import { planChanges } from './workbook/plan.ts'
import { readBook, type PlanBook } from './workbook/read.ts'
import { rowOriginOf, type RowOrigin } from './workbook/rowOrigin.ts'

/** What a workbook would change, and the mark of exactly that. */
export type ImportPreview = {
  found: SheetImport
  book: PlanBook
  /** Which of the plans of the book is shown. */
  chosen: number
  document: PlanDocument | undefined
  /** None where no sheet of the book holds a plan. */
  changes: PlanChanges | undefined
  mark: string
  /** Whether the workbook was made from an earlier state of the plan. */
  isOld: boolean
  /** Of which plan its rows are. */
  origin: RowOrigin
  /** The partnership whose references it has, where that is another one; blank otherwise. */
  foreign: string
}

/** Works out what a workbook would change now. @throws Refusal (not found) when the partnership was sent none such */
export async function previewImport(
  db: Db,
  partnershipId: Id<'partnership'>,
  { importId, plan }: { importId: Id<'sheetImport'>; plan: number },
): Promise<ImportPreview> {
  const found = await planImport(db, partnershipId, importId)
  const says = originOf(found.sheets)
  const foreign = isForeign(says, await keeperOf(db, partnershipId)) ? says.keptBy : ''
  const book = readBook(found.sheets, foreign !== '')
  const chosen = book.plans[plan] ? plan : 0
  const sheet = book.plans[chosen]
  const document = found.planId === null ? undefined : documentOf(await planRows(db, partnershipId, found.planId))
  const known = new Map((await actionsOf(db, partnershipId)).map(action => [action.id, action]))
  const made = await madeFrom(db, partnershipId, foreign)
  const twins = new Map([...made].filter(([, to]) => known.has(to)))
  const changes = sheet && planChanges(book, sheet, document, { known, twins })
  const isOld = document !== undefined && says.madeFrom !== '' && says.madeFrom !== markOf(document)
  const origin = sheet && document ? rowOriginOf(sheet, document) : 'here'
  return { found, book, chosen, document, changes, mark: markOf(changes), isOld, origin, foreign }
}

/** @throws Refusal (not found) */
async function planImport(db: Db, partnershipId: Id<'partnership'>, importId: Id<'sheetImport'>): Promise<SheetImport> {
  const found = await findImport(db, partnershipId, importId)
  if (found?.kind !== 'plan') throw notFound()
  return found
}

/**
 * Does what a preview showed, all of it or nothing.
 *
 * @param mark that of the preview which the person saw
 * @returns null when it would be something else by now: nothing was changed then
 */
export function applyImport(
  db: Db,
  actor: PartnershipActor,
  { importId, plan, mark }: { importId: Id<'sheetImport'>; plan: number; mark: string },
): Promise<{ planId: Id<'plan'>; changes: number } | null> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const before = await planImport(trx, partnershipId, importId)
    if (before.planId !== null) await holdPlan(trx, partnershipId, before.planId)
    if (before.appliedAt !== null && before.planId !== null) throw refuse.importedAlready(before.planId)
    const { found, changes, foreign, ...preview } = await previewImport(trx, partnershipId, { importId, plan })
    if (!changes || preview.mark !== mark) return null
    const planId = found.planId ?? (await createPlan(trx, actor, { ...changes.head, kind: changes.kind, linkedPlanId: null })).planId
    const made = await applyChanges(trx, actor, { planId, changes })
    const isFirst = await markApplied(trx, partnershipId, importId, { planId, origin: foreign, made: foreign === '' ? [] : made })
    if (!isFirst) throw refuse.importedAlready(planId)
    await recordEvent(trx, actor, {
      verb: 'plan.imported',
      details: { planId, plan: changes.head.title, file: found.fileName, changes: changes.lines.length },
    })
    return { planId, changes: changes.lines.length }
  })
}

/** Holds a plan with its actions, which are changed on their own pages too: what the preview says then is what is so. */
async function holdPlan(trx: Db, partnershipId: Id<'partnership'>, planId: Id<'plan'>): Promise<void> {
  await lockPlan(trx, partnershipId, planId)
  const places = await placesOf(trx, partnershipId, planId)
  await lockActions(
    trx,
    partnershipId,
    places.map(({ actionId }) => actionId),
  )
}
