import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { earlier } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { saidDidHref } from '../paths.ts'
import { refuse } from '../refusals.ts'
import type { Theme } from '../theme.ts'
import { themesOf } from '../themeStore.ts'

type Partner = { partnershipId: Id<'partnership'>; name: string }

/** The theme that a path names. To whoever still has one open that a colleague removed: by whom. @throws Refusal */
export async function visibleTheme(db: Db, actor: Partner, req: Request): Promise<{ round: Round; theme: Theme; all: Theme[] }> {
  const round = await visibleRound(db, actor, req)
  const themeId = idParam(req, 'themeId')
  const all = await themesOf(db, actor.partnershipId, round.id)
  const theme = all.find(({ id }) => id === themeId)
  if (theme) return { round, theme, all }
  const by = await earlier.doneBy(db, actor, { roundId: round.id }, ['theme.removed'], { themeId })
  throw by === '' ? notFound() : refuse.themeGone(round.id, by)
}

export const TITLE = 'The audit said, we did'

/** Where a page of a round's themes stands. */
export const saidDidTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: TITLE }] : [{ text: TITLE, href: saidDidHref(round.id) }, ...below]))
