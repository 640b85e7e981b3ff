import { createHash } from 'node:crypto'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { SeenSheet } from '../../platform/spreadsheets/reading/readWorkbook.ts'
import { actionsOf, lockActions } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { applyChanges } from './applyActions.ts'
import { documentOf, type PlanDocument } from './document.ts'
import { findImport, insertImport, markApplied, type PlanImport } from './importStore.ts'
import { placesOf } from './placeStore.ts'
import { createPlan } from './planActions.ts'
import { planRows } from './readingActions.ts'
import { refuse } from './refusals.ts'
import { lockPlan } from './store.ts'
import type { PlanChanges } from './workbook/changes.ts'
import { originOf, type Origin } from './workbook/origin.ts'
import { planChanges } from './workbook/plan.ts'
import { readBook, type PlanBook } from './workbook/read.ts'

/** Keeps a workbook as it was read, for its preview. @returns its id */
export const keepImport = (
  db: Db,
  actor: PartnershipActor,
  given: { planId: Id<'plan'> | null; fileName: string; sheets: readonly SeenSheet[] },
): Promise<Id<'planImport'>> => inTransaction(db, trx => insertImport(trx, actor.partnershipId, { ...given, by: actor.name }))

/** What a workbook would change, and the mark of exactly that. */
export type ImportPreview = {
  found: PlanImport
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
  origin: Origin
}

/** Works out what a workbook would change now. @throws Refusal (not found) when the partnership was sent none such */
export async function previewImport(
  db: Db,
  partnershipId: Id<'partnership'>,
  { importId, plan }: { importId: Id<'planImport'>; plan: number },
): Promise<ImportPreview> {
  const found = await findImport(db, partnershipId, importId)
  if (!found) throw notFound()
  const book = readBook(found.sheets)
  const chosen = book.plans[plan] ? plan : 0
  const sheet = book.plans[chosen]
  const document = found.planId === null ? undefined : documentOf(await planRows(db, partnershipId, found.planId))
  const known = new Map((await actionsOf(db, partnershipId)).map(action => [action.id, action]))
  const changes = sheet && planChanges(book, sheet, document, known)
  const made = book.madeFrom?.text.split(' ')[0] ?? ''
  const isOld = document !== undefined && made !== '' && made !== markOf(document)
  const origin = sheet && document ? originOf(sheet, document) : 'here'
  return { found, book, chosen, document, changes, mark: markOf(changes), isOld, origin }
}

/** A short mark of a state: the same for the same. */
export const markOf = (state: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(state ?? null))
    .digest('hex')
    .slice(0, 16)

/**
 * Does what a preview showed, all of it or nothing.
 *
 * @param mark that of the preview which the person saw
 * @returns null when it would be something else by now: nothing was changed then
 */
export function applyImport(
  db: Db,
  actor: PartnershipActor,
  { importId, plan, mark }: { importId: Id<'planImport'>; plan: number; mark: string },
): Promise<{ planId: Id<'plan'>; changes: number } | null> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const before = await findImport(trx, partnershipId, importId)
    if (!before) throw notFound()
    if (before.planId !== null) await holdPlan(trx, partnershipId, before.planId)
    if (before.appliedAt !== null && before.planId !== null) throw refuse.importedAlready(before.planId)
    const { found, changes, ...preview } = await previewImport(trx, partnershipId, { importId, plan })
    if (!changes || preview.mark !== mark) return null
    const planId = found.planId ?? (await createPlan(trx, actor, { ...changes.head, kind: changes.kind, linkedPlanId: null })).planId
    if (!(await markApplied(trx, partnershipId, importId, planId))) throw refuse.importedAlready(planId)
    await applyChanges(trx, actor, { planId, changes })
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
