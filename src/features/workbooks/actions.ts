import { createHash } from 'node:crypto'
import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { notFound } from '../../platform/http/refusal.ts'
import type { Id } from '../../platform/id.ts'
import { londonDate } from '../../platform/london.ts'
import { recordEvent } from '../history/index.ts'
import { lockReturn, merge, saveSection, type OpenReturn } from '../returns/index.ts'
import { compare, type Chosen, type Comparison } from './book/compare.ts'
import type { Identity } from './book/identity.ts'
import { identityOf } from './identityActions.ts'
import { readBook, type FilledSheet } from './book/read.ts'
import { findWorkbook, insertWorkbook, markApplied, type FilledWorkbook, type Sender } from './store.ts'
import { whyNotOurs } from './whose.ts'

type Reader = { db: Pool; secret: Buffer; now: () => Date }

/**
 * Keeps a workbook as it was read, beside the return that it is for; nothing of the return changes.
 *
 * @returns its id, or why it is none of this return, as a sentence
 */
export async function keepWorkbook(
  { db, secret }: Pick<Reader, 'db' | 'secret'>,
  sender: Sender,
  { open, fileName, sheets }: { open: OpenReturn; fileName: string; sheets: readonly FilledSheet[] },
): Promise<{ id: Id<'filledWorkbook'> } | { why: string }> {
  const why = whyNotOurs(identityOf(secret, sheets), open.auditReturn)
  if (why !== undefined) return { why }
  return { id: await inTransaction(db, trx => insertWorkbook(trx, sender, { returnId: open.auditReturn.id, fileName, sheets })) }
}

export type Preview = {
  found: FilledWorkbook
  comparison: Comparison
  madeAt: Date
  /** Of exactly what this shows and would save. */
  mark: string
}

/**
 * What a workbook says beside what is stored now.
 *
 * @throws Refusal (not found) when this person sent none such for this return, or more than a day ago
 */
export async function previewWorkbook(
  { db, secret, now }: Omit<Reader, 'db'> & { db: Db },
  sender: Sender,
  { open, id, chosen }: { open: OpenReturn; id: Id<'filledWorkbook'>; chosen?: Chosen },
): Promise<Preview | { applied: FilledWorkbook }> {
  const found = await findWorkbook(db, sender, { returnId: open.auditReturn.id, id })
  if (!found) throw notFound()
  if (found.appliedAt !== null) return { applied: found }
  const identity = identityOf(secret, found.sheets)
  if (typeof identity === 'string') throw notFound()
  const given = { bases: identity.bases, today: londonDate(now()), ...(chosen ? { chosen } : {}) }
  const comparison = compare(open, readBook(found.sheets), given)
  return { found, comparison, madeAt: madeAtOf(identity), mark: markOf(open, comparison) }
}

const madeAtOf = ({ madeAt }: Identity): Date => new Date(madeAt)

/** The same for the same comparison, of the same signatures. */
const markOf = ({ signOffs }: OpenReturn, { lines }: Comparison): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        merge.signaturesShown(signOffs),
        lines.map(({ key, part, state, stored, given }) => [key, part, state, stored?.[part] ?? null, given[part]]),
      ]),
    )
    .digest('base64url')
    .slice(0, 16)

/**
 * Saves what a comparison showed, section by section as a form of each would be: all of it or nothing, once.
 *
 * @param request.mark that of the comparison which the person saw
 * @param request.openNow reads the return as this person may see it
 * @returns how many answers were saved; null when it would be something else by now: nothing was changed then
 * @throws Refusal (conflict) when the return may not be answered any more
 */
export async function saveWorkbook(
  { db, secret, now }: Reader,
  sender: Sender,
  request: { returnId: Id<'return'>; id: Id<'filledWorkbook'>; mark: string; chosen: Chosen; openNow: (trx: Db) => Promise<OpenReturn> },
): Promise<{ saved: number } | null> {
  return inTransaction(db, async trx => {
    await lockReturn(trx, sender.partnershipId, request.returnId)
    let open = await request.openNow(trx)
    const preview = await previewWorkbook({ db: trx, secret, now }, sender, { open, id: request.id, chosen: request.chosen })
    if ('applied' in preview) return { saved: preview.applied.saved }
    if (preview.mark !== request.mark) return null
    let saved = 0
    for (const [sectionKey, entries] of preview.comparison.entries) {
      const form = { sectionKey, entries, signatures: merge.signaturesShown(open.signOffs), now: now() }
      const outcome = await saveSection(trx, sender, { open, ...form })
      open = outcome.open
      saved += outcome.written.length
    }
    await markApplied(trx, sender.partnershipId, request.id, saved)
    const { id: returnId, roundId, establishmentId } = open.auditReturn
    const details = { answers: saved, file: preview.found.fileName }
    if (saved > 0) await recordEvent(trx, sender, { verb: 'return.workbook_read', returnId, roundId, establishmentId, details })
    return { saved }
  })
}
