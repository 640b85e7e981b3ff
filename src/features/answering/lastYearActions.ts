import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'
import { merge, saveSection, type OpenReturn } from '../returns/index.ts'

/** The answers of one section that are used again, each as if it had been typed. */
export type UsedSection = Pick<Parameters<typeof saveSection>[2], 'sectionKey' | 'entries'>

/**
 * Uses last year's answers again in several sections: all of it or nothing, with an event for each section.
 *
 * @returns the return as it stands then, and how many answers were written; 'signed' when it was signed since the page was read: nothing
 * was written then
 */
export function useSections(
  db: Db,
  actor: ContributorActor,
  {
    open,
    from,
    signatures,
    now,
    sections,
  }: {
    open: OpenReturn
    from: Id<'return'>
    signatures: string
    now: Date
    sections: readonly UsedSection[]
  },
): Promise<{ open: OpenReturn; written: number } | 'signed'> {
  return inTransaction(db, async trx => {
    let current = { open, written: 0 }
    for (const { sectionKey, entries } of sections) {
      // The first save cancels the signatures of which the person was told; the others find none.
      const told = current.written === 0 ? signatures : merge.signaturesShown(current.open.signOffs)
      const again = { from, questions: entries.size }
      const saved = await saveSection(trx, actor, { open: current.open, sectionKey, entries, signatures: told, again, now })
      if (saved.wouldCancel.length > 0) return 'signed'
      current = { open: saved.open, written: current.written + saved.written.length }
    }
    return current
  })
}
