import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { listHref } from '../../returns/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { drawUpStatement, type Statement } from '../statement.ts'
import { statementCounts } from '../store.ts'

export const statementPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const statement = drawUpStatement(await statementCounts(db, actor.partnershipId, round.id))
  renderPage(res, 'dashboard/statement', statementView(round, statement, now()))
}

/** The returns statement as a page: every number leads to the list of what it counts. */
export function statementView(round: Round, statement: Statement, now: Date) {
  const list = `/rounds/${round.id}/returns`
  return {
    title: 'Returns statement',
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Returns statement' }),
    roundName: round.name,
    standsAt: `As it stood at ${sayInstant(now)}. Returns were first due at ${sayInstant(round.dueAt)}.`,
    groups: statement.groups.map(group => ({
      title: group.title,
      total: group.total,
      href: listHref(list, { flag: group.flag }),
      lines: group.lines.map(line => ({
        words: line.words,
        count: line.count,
        href: listHref(list, { disposition: line.disposition }),
        hidden: `returns: ${line.words.toLowerCase()}`,
      })),
    })),
    sum: statement.sum,
    sumHref: listHref(list, { flag: 'issued' }),
    proof: `${statement.groups.map(group => group.total).join(' + ')} = ${statement.sum}, the number of establishments that were issued the audit: each is counted once.`,
    listHref: list,
    empty: statement.issued === 0,
  }
}
