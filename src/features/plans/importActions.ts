import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { notFound } from '../../platform/http/refusal.ts'
import { actionsOf, held } from '../actions/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
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
import { applyChanges } from './applyActions.ts'
import { documentOf, type PlanDocument } from './document.ts'
import { placesOf } from './placeStore.ts'
import { createPlan } from './planActions.ts'
import { planRows } from './readingActions.ts'
import { refuse } from './refusals.ts'
import { planHref } from './paths.ts'
import { planAlike, type Alike } from './workbook/alike.ts'
import { topPartsOf } from './partStore.ts'
import { lockPlan, plansOf } from './store.ts'
import type { PlanChanges } from './workbook/changes.ts'
import { planChanges } from './workbook/plan.ts'
import { readBook, type PlanBook, type PlanSheet } from './workbook/read.ts'
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
  /** The plan that it may be meant for, where it was sent as one of its own. */
  alike: Alike | undefined
}

/**
 * Which workbook, and which of its plans.
 *
 * @param into the plan that one is compared with which was sent as a plan of its own
 */
type What = { importId: Id<'sheetImport'>; plan: number; into?: Id<'plan'> | undefined }

/** Works out what a workbook would change now. @throws Refusal (not found) when the partnership was sent none such */
export async function previewImport(db: Db, partnershipId: Id<'partnership'>, { importId, plan, into }: What): Promise<ImportPreview> {
  const found = await planImport(db, partnershipId, importId)
  const planId = found.planId ?? into ?? null
  const says = originOf(found.sheets)
  const foreign = isForeign(says, await keeperOf(db, partnershipId)) ? says.keptBy : ''
  const book = readBook(found.sheets, foreign !== '')
  const chosen = book.plans[plan] ? plan : 0
  const sheet = book.plans[chosen]
  const document = planId === null ? undefined : documentOf(await planRows(db, partnershipId, planId))
  const known = new Map((await actionsOf(db, partnershipId)).map(action => [action.id, action]))
  const made = await madeFrom(db, partnershipId, foreign)
  const twins = new Map([...made].filter(([, to]) => known.has(to)))
  const changes = sheet && planChanges(book, sheet, document, { known, twins })
  const isOld = document !== undefined && says.madeFrom !== '' && says.madeFrom !== markOf(document)
  const origin = sheet && document ? rowOriginOf(sheet, document) : 'here'
  const isNew = document === undefined && sheet !== undefined && changes !== undefined
  const alike = isNew ? await planAlikeIn(db, partnershipId, { sheet, changes, isForeign: foreign !== '' }) : undefined
  return { found, book, chosen, document, changes, mark: markOf([changes, alike?.plan.id]), isOld, origin, foreign, alike }
}

const uploadHref = (planId: Id<'plan'> | null): string => (planId === null ? '/plans/import' : `${planHref(planId)}/import`)

/** @throws Refusal not found; conflict when it was imported already; gone when its cells are */
async function planImport(db: Db, partnershipId: Id<'partnership'>, importId: Id<'sheetImport'>): Promise<SheetImport> {
  const found = await findImport(db, partnershipId, importId)
  if (found?.kind !== 'plan') throw notFound()
  return withCells(found, { imported: refuse.importedAlready(found.planId), uploadHref: uploadHref(found.planId) })
}

/** Finds the plan that a workbook may be meant for, among those that are there. */
async function planAlikeIn(
  db: Db,
  partnershipId: Id<'partnership'>,
  what: { sheet: PlanSheet; changes: PlanChanges; isForeign: boolean },
): Promise<Alike | undefined> {
  return planAlike(what, { plans: await plansOf(db, partnershipId), parts: await topPartsOf(db, partnershipId) })
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
  { mark, ...what }: What & { mark: string },
): Promise<{ planId: Id<'plan'>; changes: number } | null> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { importId } = what
    const before = await planImport(trx, partnershipId, importId)
    const into = before.planId ?? what.into
    if (into !== undefined) await holdPlan(trx, partnershipId, into)
    const { found, changes, foreign, ...preview } = await previewImport(trx, partnershipId, what)
    if (!changes || preview.mark !== mark) return null
    const planId = into ?? (await createPlan(trx, actor, { ...changes.head, kind: changes.kind, linkedPlanId: null })).planId
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
  await held.lockActions(
    trx,
    partnershipId,
    places.map(({ actionId }) => actionId),
  )
}
