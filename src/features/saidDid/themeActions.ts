import { isDeepStrictEqual } from 'node:util'
import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { addActions, type NewAction } from '../actions/index.ts'
import { findingsOf } from '../findings/index.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { placeAnswers } from './answerStore.ts'
import { lockedTheme, type ThemePath } from './lockActions.ts'
import { refuse } from './refusals.ts'
import { movedIn, type Theme, type ThemeText } from './theme.ts'
import { deleteTheme, insertTheme, lockThemes, renumberThemes, updateTheme } from './themeStore.ts'

/** Adds a theme as the last of its round, with the answers that it begins with. */
export function addTheme(
  db: Db,
  actor: PartnershipActor,
  theme: ThemeText & { roundId: Id<'round'>; answers?: readonly NewAction[]; requestKey?: string | undefined },
): Promise<{ themeId: Id<'theme'> }> {
  const { partnershipId } = actor
  const { roundId, requestKey, answers = [], ...text } = theme
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'theme.add' }, async () => {
      await lockThemes(trx, partnershipId, roundId)
      const ofRound = await restingOn(trx, partnershipId, roundId, text)
      const themeId = await insertTheme(trx, partnershipId, roundId, ofRound, actor.name)
      const placed = (await addActions(trx, actor, answers)).map(actionId => ({ actionId, namesPublic: false }))
      await placeAnswers(trx, partnershipId, themeId, placed)
      const details = { themeId, ...ofRound, answers: answers.map(({ what }) => what) }
      await recordEvent(trx, actor, { verb: 'theme.added', roundId, details })
      return { themeId }
    }),
  )
}

/**
 * Changes what a theme says or rests on.
 *
 * @param change.version that of the theme when the form was drawn
 * @returns the theme as somebody else left it, when it has changed since: nothing was written then
 */
export function changeTheme(
  db: Db,
  actor: PartnershipActor,
  { change: { version, ...text }, ...path }: ThemePath & { change: ThemeText & { version: number } },
): Promise<{ changedSince: Theme | null }> {
  return inTransaction(db, async trx => {
    const { theme } = await lockedTheme(trx, actor.partnershipId, path)
    if (sameText(theme, text)) return { changedSince: null }
    if (theme.version !== version) return { changedSince: theme }
    const ofRound = await restingOn(trx, actor.partnershipId, path.roundId, text)
    await updateTheme(trx, actor.partnershipId, theme.id, ofRound, actor.name)
    const details = { themeId: theme.id, ...text, before: told(theme) }
    await recordEvent(trx, actor, { verb: 'theme.changed', roundId: path.roundId, details })
    return { changedSince: null }
  })
}

/** Moves a theme one place up or down; at the end of the list it stays. @returns whether it moved */
export function moveTheme(
  db: Db,
  actor: PartnershipActor,
  { direction, ...path }: ThemePath & { direction: 'up' | 'down' },
): Promise<boolean> {
  return inTransaction(db, async trx => {
    const { theme, all } = await lockedTheme(trx, actor.partnershipId, path)
    const ids = all.map(({ id }) => id)
    const order = movedIn(ids, theme.id, direction)
    if (!order) return false
    await renumberThemes(trx, actor.partnershipId, order)
    const details = { themeId: theme.id, title: theme.title, direction }
    await recordEvent(trx, actor, { verb: 'theme.moved', roundId: path.roundId, details })
    return true
  })
}

/** Removes a theme; the history keeps what it said. */
export function removeTheme(db: Db, actor: PartnershipActor, path: ThemePath): Promise<void> {
  return inTransaction(db, async trx => {
    const { theme } = await lockedTheme(trx, actor.partnershipId, path)
    await deleteTheme(trx, actor.partnershipId, theme.id)
    await recordEvent(trx, actor, { verb: 'theme.removed', roundId: path.roundId, details: { themeId: theme.id, ...told(theme) } })
  })
}

/** The same, resting on those of its findings that are still the round's: a finding may have been removed while the form was open. */
async function restingOn(trx: Db, partnershipId: Id<'partnership'>, roundId: Id<'round'>, text: ThemeText): Promise<ThemeText> {
  const known = new Set((await findingsOf(trx, partnershipId, roundId)).map(({ id }) => id))
  const findingIds = [...new Set(text.findingIds)].filter(id => known.has(id))
  if (findingIds.length === 0 && text.heard === '') throw refuse.findingsGone(roundId)
  return { ...text, findingIds }
}

const told = ({ title, statement, heard, findingIds }: ThemeText): ThemeText => ({ title, statement, heard, findingIds })

const sameText = (one: ThemeText, other: ThemeText): boolean =>
  isDeepStrictEqual({ ...told(one), findingIds: new Set(one.findingIds) }, { ...told(other), findingIds: new Set(other.findingIds) })
