import type { Request } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { earlier } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { saidDidHref } from '../paths.ts'
import { refuse } from '../refusals.ts'
import type { Answer } from '../answer.ts'
import { answersIn } from '../answerActions.ts'
import type { Theme } from '../theme.ts'
import { themesOf } from '../themeStore.ts'

type Partner = { partnershipId: Id<'partnership'>; name: string }

/** The theme that a path names. To whoever still has one open that a colleague removed: by whom. @throws Refusal */
export async function visibleTheme(db: Db, actor: Partner, req: Request): Promise<{ round: Round; theme: Theme }> {
  const round = await visibleRound(db, actor, req)
  const themeId = idParam(req, 'themeId')
  const theme = (await themesOf(db, actor.partnershipId, round.id)).find(({ id }) => id === themeId)
  if (theme) return { round, theme }
  const by = await earlier.doneBy(db, actor, { roundId: round.id }, ['theme.removed'], { themeId })
  throw by === '' ? notFound() : refuse.themeGone(round.id, by)
}

/** The answer of a theme that a path names. To whoever still has one open that a colleague took out: by whom. @throws Refusal */
export async function visibleAnswer(db: Db, actor: Partner, req: Request): Promise<{ round: Round; theme: Theme; answer: Answer }> {
  const { round, theme } = await visibleTheme(db, actor, req)
  const actionId = idParam(req, 'actionId')
  const { answers } = await answersIn(db, actor.partnershipId, round.id)
  const answer = answers.find(({ action, themeIds }) => action.id === actionId && themeIds.includes(theme.id))
  if (answer) return { round, theme, answer }
  const by = await earlier.doneBy(db, actor, { roundId: round.id }, ['answer.removed'], { themeId: theme.id, actionId })
  throw by === '' ? notFound() : refuse.answerGone(round.id, by)
}

export const TITLE = 'The audit said, we did'

/** Where a page of a round's themes stands. */
export const saidDidTrail = (round: Round, ...below: { text: string; href?: string }[]) =>
  roundTrail(round, ...(below.length === 0 ? [{ text: TITLE }] : [{ text: TITLE, href: saidDidHref(round.id) }, ...below]))
