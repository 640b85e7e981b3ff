import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { versionsUsed } from '../counting/index.ts'
import { SHEET_NAMES, SHEETS, versionTitles } from '../datasets/index.ts'
import { documentOf } from '../questionnaires/index.ts'
import { STATUSES } from '../returns/index.ts'
import type { Choosable } from './choosing.ts'

/** What there is to choose from in a round. */
export async function choosable(db: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>): Promise<Choosable> {
  const versions = await versionTitles(db, partnershipId, await versionsUsed(db, { partnershipId, roundId }))
  const sections = new Map<string, string>()
  for (const { id } of versions)
    for (const { key, title } of (await documentOf(db, partnershipId, id))?.sections ?? []) if (!sections.has(key)) sections.set(key, title)
  const sets = new Map(versions.map(({ setCode, title }) => [setCode, `Set ${setCode}: ${title}`]))
  return {
    sheets: SHEET_NAMES.map(name => ({ value: name, text: SHEETS[name] })),
    sets: [...sets].map(([value, text]) => ({ value, text })),
    sections: [...sections].map(([value, text]) => ({ value, text })),
    states: Object.entries(STATUSES).map(([value, { words }]) => ({ value, text: words })),
  }
}
