import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { listHref } from '../../liveList/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { drawUpStatement, figuresLine, type Statement, type StatementPart } from '../statement.ts'
import { keptStatementCounts } from '../store.ts'

export const statementPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const statement = drawUpStatement(await keptStatementCounts(db, actor.partnershipId, round.id))
  renderPage(res, 'dashboard/statement', statementView(round, statement, now(), roleHolds(actor.role, 'return.list')))
}

/** The returns statement as a page: every number leads to the list of what it counts. @param lists whether its reader may open that list */
export function statementView(round: Round, statement: Statement, now: Date, lists = true) {
  const list = `/rounds/${round.id}/returns`
  const to = (query: Parameters<typeof listHref>[1]) => (lists ? listHref(list, query) : null)
  return {
    title: 'Returns statement',
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Returns statement' }),
    roundName: round.name,
    standsAt: `As it stood at ${sayInstant(now)}. Returns were first due at ${sayInstant(round.dueAt)}.`,
    groups: statement.groups.map(group => ({
      title: group.title,
      total: group.total,
      href: to({ flag: group.flag }),
      parts: group.parts.map(partOf(to)),
      lines: group.lines.map(line => ({
        words: line.words,
        count: line.count,
        href: to({ disposition: line.disposition }),
        hidden: `returns: ${line.words.toLowerCase()}`,
        parts: line.parts.map(partOf(to)),
      })),
    })),
    sum: statement.sum,
    sumHref: to({ flag: 'issued' }),
    proof: `${statement.groups.map(group => group.total).join(' + ')} = ${statement.sum}, the number of establishments that were issued the audit: each is counted once.`,
    figures: figuresLine(statement.figures),
    listHref: lists ? list : null,
    empty: statement.issued === 0,
  }
}

const partOf =
  (to: (query: { flag: StatementPart['flag'] }) => string | null) =>
  ({ flag, words, count }: StatementPart) => ({ text: `${words}: ${sayNumber(count)}`, href: to({ flag }) })
