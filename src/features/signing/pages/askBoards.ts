import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { requestKey, wholeNumberIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { orderBoards } from '../askBoardsActions.ts'
import { groupOf, LATELY_DAYS, type Board } from '../boards.ts'
import { readBoards } from '../readBoardsActions.ts'

/** Who of a round's chairs and proprietors would get a letter, and who not and why, before anything is sent. */
export const askBoardsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const today = londonDate(now())
  const boards = await readBoards(db, { partnershipId: actor.partnershipId, roundId: round.id }, today)
  const inGroup = (wanted: ReturnType<typeof groupOf>) => boards.filter(board => groupOf(board, today) === wanted)
  const [ask, lately, without] = [inGroup('ask'), inGroup('lately'), inGroup('without')]
  const base = `/rounds/${round.id}/signatures`
  renderPage(res, 'signing/askBoards', {
    title: 'Ask all boards to sign',
    breadcrumbs: roundTrail(round, { text: 'Signatures', href: base }, { text: 'Ask all boards to sign' }),
    roundName: round.name,
    lines: [countLine(ask.length), ...latelyLine(lately.length), ...withoutLine(without.length)],
    about:
      'The letter goes to the chair or proprietor in the register, with a link of their own. Whoever was asked before reads that it is a reminder.',
    form: ask.length === 0 ? null : { action: `${base}/ask`, key: randomUUID(), shown: ask.length, button: buttonWords(ask.length) },
    back: { href: base, text: ask.length === 0 ? 'Back to the signatures' : 'Cancel' },
    tables: [
      tableOf('without', 'No email address of a chair or proprietor', without),
      tableOf('lately', `Asked or reminded in the last ${LATELY_DAYS} days`, lately),
      tableOf('ask', 'Who will get a letter', ask),
    ].filter(table => table.rows.length > 0),
  })
}

/** Orders the letters. */
export const orderBoardsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const shown = wholeNumberIn(typed(req.body, 'shown')) ?? 0
  const { runId } = await orderBoards({ db, now }, actor, { round, shown, key: keyed.parse(req.body)._key })
  res.redirect(303, `/jobs/${runId}`)
}

const keyed = z.object({ _key: requestKey })

const countLine = (count: number): string =>
  count === 0 ? 'No board would get a letter now.' : `${sayCount(count, 'board')} will get a letter.`

const latelyLine = (count: number): string[] =>
  count === 0
    ? []
    : [
        `${sayCount(count, 'board was', 'boards were')} asked or reminded in the last ${LATELY_DAYS} days and will get none. We remind each of them once, ${LATELY_DAYS} days after they were asked.`,
      ]

const withoutLine = (count: number): string[] =>
  count === 0 ? [] : [`${sayCount(count, 'return has', 'returns have')} no email address of a chair or proprietor in the register.`]

const buttonWords = (count: number): string => (count === 1 ? 'Ask this board to sign' : `Ask ${sayCount(count, 'board')} to sign`)

const tableOf = (id: string, caption: string, boards: readonly Board[]): DataTable & { rows: DataTable['rows'] } => ({
  id,
  caption,
  columns: [{ text: 'Establishment' }, { text: 'Chair or proprietor' }, { text: 'Last asked or reminded' }],
  rows: boards.map(({ returnId, establishment, to, askedAt, remindedAt }) => [
    { text: establishment, href: `/returns/${returnId}/signatures` },
    { text: to === null ? 'None with an email address' : `${to.name}, ${CONTACT_ROLE_WORDS[to.role].toLowerCase()}, ${to.email}`, typed: true },
    { text: lastOf(askedAt, remindedAt) },
  ]),
  compact: true,
})

function lastOf(askedAt: Date | null, remindedAt: Date | null): string {
  const last = remindedAt !== null && (askedAt === null || remindedAt > askedAt) ? remindedAt : askedAt
  return last === null ? 'Not asked yet' : sayInstant(last)
}
