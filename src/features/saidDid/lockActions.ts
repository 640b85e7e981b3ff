import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { refuse } from './refusals.ts'
import type { Theme } from './theme.ts'
import { lockThemes, themesOf } from './themeStore.ts'

export type ThemePath = { roundId: Id<'round'>; themeId: Id<'theme'> }

/** A theme, with all of its round, that nobody else writes to until the transaction ends. @throws Refusal when it is not there, or not any more */
export async function lockedTheme(
  trx: Db,
  partnershipId: Id<'partnership'>,
  { roundId, themeId }: ThemePath,
): Promise<{ theme: Theme; all: Theme[] }> {
  await lockThemes(trx, partnershipId, roundId)
  const all = await themesOf(trx, partnershipId, roundId)
  const theme = all.find(({ id }) => id === themeId)
  if (!theme) throw refuse.themeGone(roundId)
  return { theme, all }
}
