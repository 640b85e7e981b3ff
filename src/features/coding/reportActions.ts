import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { countThemes } from './countStore.ts'
import { codingCounts, keptOfComments } from './keptActions.ts'
import { lookAt } from './nameActions.ts'
import { quotationsOf } from './quotationStore.ts'
import { readyComments } from './readyActions.ts'
import type { OfRound } from './readyStore.ts'
import { themesOf } from './themeStore.ts'

/** A theme with how many returns wrote of it. */
export type CountedTheme = { themeId: Id<'commentTheme'>; name: string; meaning: string; returns: number; comments: number }

/** Words of a school that may be published, and who is said to have written them. */
export type ApprovedQuotation = { theme: string; text: string; who: string }

/**
 * What the comments of a round say, for reports: each theme with the number of returns that wrote of it, the most first, of `wrote` returns
 * with a comment, of `completed` that are in.
 */
export async function themesWritten(db: Db, of: OfRound): Promise<{ themes: CountedTheme[]; wrote: number; completed: number }> {
  const stand = await readyComments(db, of)
  const themes = await keptOfComments(db, of, stand, { what: 'counts of themes', asked: {}, work: () => countThemes(db, of) })
  const counts = await codingCounts(db, of, stand)
  const counted = (await themesOf(db, of)).map(({ id, name, meaning }) => {
    const found = themes.find(({ themeId }) => themeId === id)
    return { themeId: id, name, meaning, returns: found?.returns ?? 0, comments: found?.comments ?? 0 }
  })
  return {
    themes: counted.sort((one, other) => other.returns - one.returns),
    wrote: counts.wrote,
    completed: counts.completed,
  }
}

/** The quotations that may be published now, theme by theme; `held`: how many were approved and may not be, as something has changed since. */
export async function approvedQuotations(db: Db, of: OfRound): Promise<{ quotations: ApprovedQuotation[]; held: number }> {
  const approved = (await quotationsOf(db, of)).filter(({ approvedAt }) => approvedAt !== null)
  if (approved.length === 0) return { quotations: [], held: 0 }
  await readyComments(db, of)
  const looked = await lookAt(
    db,
    of,
    (await quotationsOf(db, of)).filter(({ approvedAt }) => approvedAt !== null),
  )
  const quotations = looked.flatMap(({ quotation, who, lacks }) =>
    lacks.length > 0 || who === undefined ? [] : [{ theme: quotation.theme ?? '', text: quotation.body, who }],
  )
  return { quotations, held: looked.length - quotations.length }
}
