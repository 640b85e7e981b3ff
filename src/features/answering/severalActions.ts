import { inTransaction, type Db } from '../../platform/db.ts'
import type { ContributorActor } from '../history/index.ts'
import { merge, saveSection, type OpenReturn } from '../returns/index.ts'

type Saving = Parameters<typeof saveSection>[2]
type Saved = Awaited<ReturnType<typeof saveSection>>

/** What is saved in one section of several, and what of it is used again from an earlier return. */
export type SavedSection = Pick<Saving, 'sectionKey' | 'entries' | 'again'>

/**
 * Saves what somebody answered in several sections: an event for each, all of it in one transaction. What two people changed at once is a
 * conflict question by question, as in one section; signatures of which they were not told keep all of it from being saved.
 *
 * @returns as a save of one section does, over all of them
 * @throws Refusal (conflict) as a save of one section does: then nothing is saved
 */
export function saveSections(
  db: Db,
  actor: ContributorActor,
  { open, sections, signatures, now }: Pick<Saving, 'open' | 'signatures' | 'now'> & { sections: readonly SavedSection[] },
): Promise<Saved> {
  return inTransaction(db, async trx => {
    let all: Saved = { open, written: [], conflicts: [], wouldCancel: [] }
    for (const section of sections) {
      // The first save cancels the signatures of which the person was told; the others find none.
      const told = all.written.length === 0 ? signatures : merge.signaturesShown(all.open.signOffs)
      const saved = await saveSection(trx, actor, { open: all.open, ...section, signatures: told, now })
      const conflicts = [...all.conflicts, ...saved.conflicts]
      if (saved.wouldCancel.length > 0) return { ...saved, conflicts }
      all = { ...saved, conflicts, written: [...all.written, ...saved.written] }
    }
    return all
  })
}

/** The entries of a form over several sections, section by section in order. @param again what of one question is used again */
export const bySection = (
  { document }: Pick<OpenReturn, 'document'>,
  entries: Saving['entries'],
  again?: NonNullable<Saving['again']> & { key: string },
): SavedSection[] =>
  document.sections.flatMap(({ key: sectionKey, questions }) => {
    const own = new Map([...entries].filter(([entry]) => questions.some(({ key }) => key === entry)))
    return own.size === 0 ? [] : [{ sectionKey, entries: own, again: again && own.has(again.key) ? again : undefined }]
  })
