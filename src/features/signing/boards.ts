import { londonDate, plusDays } from '../../platform/london.ts'
import { whoIsWrittenTo, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { REMINDERS, ruleOn } from '../reminders/index.ts'
import type { BoardAsked, WaitingReturn } from './boardStore.ts'

/** A return that waits for its board, with who can be asked to sign and when they were. */
export type Board = WaitingReturn & { to: Addressee | null; askedAt: Date | null; remindedAt: Date | null }

/** The chair or proprietor as the register has them today; null when it has none with an address. By a link to some sections nobody signs. */
export function boardOf(about: ReturnToWriteAbout, today: string): Addressee | null {
  const [first] = whoIsWrittenTo(about, { roles: ['chair', 'proprietor'] }, today).to
  if (!first) return null
  const signs = about.holders.some(({ invitationId, whole }) => whole && invitationId === first.invitationId)
  return signs ? first : { ...first, invitationId: null }
}

/** @param asked what was written to whoever the register has now counts, and nothing to those before them */
export function boardsOf(
  waiting: readonly WaitingReturn[],
  abouts: readonly ReturnToWriteAbout[],
  asked: readonly BoardAsked[],
  today: string,
): Board[] {
  const byReturn = new Map(abouts.map(about => [about.returnId, about]))
  return waiting.map(one => {
    const about = byReturn.get(one.returnId)
    const to = about ? boardOf(about, today) : null
    const known = asked.find(({ returnId, email }) => returnId === one.returnId && email === to?.email)
    return { ...one, to, askedAt: known?.askedAt ?? null, remindedAt: known?.remindedAt ?? null }
  })
}

/** So many days after they were asked or reminded nobody is asked again by the button for all: the reminder comes by itself. */
export const LATELY_DAYS = Math.max(...REMINDERS.signature.map(({ from }) => from))

/** What the button for all boards of a round would do with each of them. */
export function groupOf({ to, askedAt, remindedAt }: Board, today: string): 'ask' | 'lately' | 'without' {
  if (to === null) return 'without'
  const days = [askedAt, remindedAt].flatMap(at => (at === null ? [] : [londonDate(at)]))
  return days.some(day => plusDays(day, LATELY_DAYS) > today) ? 'lately' : 'ask'
}

/** Whether a board is to be reminded today: asked by hand so long ago, not since reminded, and holding a link. The program gives nobody one. */
export function isToRemind({ to, askedAt, remindedAt }: Board, today: string): boolean {
  if (!to || to.invitationId === null || askedAt === null || (remindedAt !== null && remindedAt > askedAt)) return false
  return ruleOn('signature', londonDate(askedAt), today) !== null
}
