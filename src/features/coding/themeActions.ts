import { inTransaction, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { once } from '../../platform/once.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { lockComments, noteMoved } from './readyStore.ts'
import { refuse } from './refusals.ts'
import { MOST_THEMES, sameName, type CommentTheme, type ThemeText } from './theme.ts'
import { allInTheme, deleteTheme, earlierThemes, insertTheme, moveInto, themesOf, updateTheme } from './themeStore.ts'

export type ThemePath = { roundId: Id<'round'>; themeId: Id<'commentTheme'> }

/** A theme, while nobody else codes the round. @throws Refusal when it is not there any more */
export async function lockedTheme(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { roundId, themeId }: ThemePath,
): Promise<{ theme: CommentTheme; all: CommentTheme[] }> {
  const of = { partnershipId, roundId }
  await lockComments(trx, of)
  const all = await themesOf(trx, of)
  const theme = all.find(({ id }) => id === themeId)
  if (!theme) throw refuse.themeGone(roundId)
  return { theme, all }
}

/**
 * The theme of this name, made where there is none yet.
 *
 * @param trx in which the comments of the round are held
 */
export async function themeNamed(
  trx: Db,
  actor: PartnershipActor,
  { roundId, ...text }: ThemeText & { roundId: Id<'round'> },
): Promise<{ id: Id<'commentTheme'>; name: string; isNew: boolean }> {
  const of = { partnershipId: actor.partnershipId, roundId }
  const all = await themesOf(trx, of)
  const known = all.find(({ name }) => sameName(name, text.name))
  if (known) return { id: known.id, name: known.name, isNew: false }
  if (all.length >= MOST_THEMES) throw refuse.tooManyThemes(roundId)
  const id = await insertTheme(trx, of, text, actor.name)
  await recordEvent(trx, actor, { verb: 'coding.theme_added', roundId, details: { themeId: id, ...text } })
  return { id, name: text.name, isNew: true }
}

/** Adds a theme. @returns whether it is new: one of its name may be there already, and is left as it is */
export function addTheme(
  db: Db,
  actor: PartnershipActor,
  { roundId, requestKey, ...text }: ThemeText & { roundId: Id<'round'>; requestKey?: string | undefined },
): Promise<{ themeId: Id<'commentTheme'>; isNew: boolean }> {
  const { partnershipId } = actor
  const of = { partnershipId, roundId }
  return inTransaction(db, trx =>
    once(trx, { partnershipId, key: requestKey, purpose: 'coding.theme' }, async () => {
      await lockComments(trx, of)
      const { id, isNew } = await themeNamed(trx, actor, { roundId, ...text })
      if (isNew) await noteMoved(trx, of, { texts: false })
      return { themeId: id, isNew }
    }),
  )
}

/** Adds the themes of the newest other round that this one does not have yet, without its comments. @returns how many */
export function copyThemes(db: Db, actor: PartnershipActor, { roundId }: { roundId: Id<'round'> }): Promise<number> {
  const of = { partnershipId: actor.partnershipId, roundId }
  return inTransaction(db, async trx => {
    await lockComments(trx, of)
    const earlier = await earlierThemes(trx, of)
    const [first] = earlier
    if (!first) return 0
    if ((await themesOf(trx, of)).length + earlier.length > MOST_THEMES) throw refuse.tooManyThemes(roundId)
    for (const text of earlier) await insertTheme(trx, of, text, actor.name)
    await noteMoved(trx, of, { texts: false })
    const details = { from: first.roundName, themes: earlier.length, names: earlier.map(({ name }) => name) }
    await recordEvent(trx, actor, { verb: 'coding.themes_copied', roundId, details })
    return earlier.length
  })
}

/**
 * Renames a theme, or says anew what belongs to it.
 *
 * @returns the theme as somebody else left it, when it has changed since the form was drawn; or whether another one has the name.
 * Nothing was written then
 */
export function changeTheme(
  db: Db,
  actor: PartnershipActor,
  { version, name, meaning, ...path }: ThemePath & ThemeText & { version: number },
): Promise<{ changedSince?: CommentTheme; nameIsTaken?: boolean }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { theme, all } = await lockedTheme(trx, partnershipId, path)
    if (theme.name === name && theme.meaning === meaning) return {}
    if (theme.version !== version) return { changedSince: theme }
    if (all.some(other => other.id !== theme.id && sameName(other.name, name))) return { nameIsTaken: true }
    await updateTheme(trx, partnershipId, theme.id, { name, meaning }, actor.name)
    await noteMoved(trx, { partnershipId, roundId: path.roundId }, { texts: false })
    const details = { themeId: theme.id, name, meaning, before: theme.name }
    await recordEvent(trx, actor, { verb: 'coding.theme_changed', roundId: path.roundId, details })
    return {}
  })
}

/** What whoever merges or removes has looked at: another version, or another number of comments, is told. */
type Looked = { version: number; shown: number }

/** Puts all that is in a theme into another one, and removes the first. @throws Refusal when something has changed since it was looked at */
export function mergeTheme(
  db: Db,
  actor: PartnershipActor,
  { into, version, shown, ...path }: ThemePath & Looked & { into: Id<'commentTheme'> | undefined },
): Promise<{ into: CommentTheme; comments: number }> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { theme, all } = await lockedTheme(trx, partnershipId, path)
    const target = all.find(({ id }) => id === into && id !== theme.id)
    if (!target) throw refuse.mergeIntoItself(path.roundId, path.themeId)
    const comments = await allInTheme(trx, partnershipId, theme.id)
    if (theme.version !== version || comments !== shown) throw refuse.otherNumber(path.roundId, path.themeId)
    await moveInto(trx, partnershipId, { from: theme.id, into: target.id })
    await deleteTheme(trx, partnershipId, theme.id)
    await noteMoved(trx, { partnershipId, roundId: path.roundId }, { texts: false })
    const details = { themeId: theme.id, name: theme.name, into: target.name, intoId: target.id, comments }
    await recordEvent(trx, actor, { verb: 'coding.theme_merged', roundId: path.roundId, details })
    return { into: target, comments }
  })
}

/** Removes a theme; its comments stay in their other themes. @throws Refusal when something has changed since it was looked at */
export function removeTheme(db: Db, actor: PartnershipActor, { version, shown, ...path }: ThemePath & Looked): Promise<CommentTheme> {
  const { partnershipId } = actor
  return inTransaction(db, async trx => {
    const { theme } = await lockedTheme(trx, partnershipId, path)
    const comments = await allInTheme(trx, partnershipId, theme.id)
    if (theme.version !== version || comments !== shown) throw refuse.otherNumber(path.roundId, path.themeId)
    await deleteTheme(trx, partnershipId, theme.id)
    await noteMoved(trx, { partnershipId, roundId: path.roundId }, { texts: false })
    const details = { themeId: theme.id, name: theme.name, meaning: theme.meaning, comments }
    await recordEvent(trx, actor, { verb: 'coding.theme_removed', roundId: path.roundId, details })
    return theme
  })
}
