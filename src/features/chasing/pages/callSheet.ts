import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { component } from '../../../platform/http/templates.ts'
import { londonDate, sayDay, sayShortDay } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { statusTag } from '../../returns/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { CHASE_KINDS, urgencyOf, type Chase, type Urgency } from '../chase.ts'
import { SHEETS, sheetQuery, type Sheet } from '../schemas.ts'
import { telHref } from './returnChases.ts'
import { callSheet, sheetCounts, type SheetLine } from '../store.ts'

const PAGE_SIZE = 100

/** Whom to call about an outstanding return, what was said last, and when to call again: to work through, or to print. */
export const callSheetPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { show } = sheetQuery.parse(req.query)
  const today = londonDate(now())
  const of = { partnershipId: actor.partnershipId, roundId: round.id, today }
  const counts = await sheetCounts(db, of)
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(counts[show] / PAGE_SIZE)))
  const lines = await callSheet(db, of, show, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const href = (sheet: Sheet, number = 1) => sheetHref(round.id, sheet, number)
  renderPage(res, 'chasing/callSheet', {
    title: 'Call sheet',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Call sheet' }),
    roundName: round.name,
    standing: `Outstanding returns as they stand on ${sayDay(today)}. What was said last is beside each.`,
    tabs: {
      label: 'Which returns',
      items: Object.entries(SHEETS).map(([sheet, text]) => ({
        text: `${text} (${counts[sheet as Sheet]})`,
        href: href(sheet as Sheet),
        current: sheet === show,
      })),
    },
    table: lines.length === 0 ? undefined : sheetTable(lines, today, roleHolds(actor.role, 'chase.record')),
    empty:
      counts.all === 0
        ? { heading: 'Nothing is outstanding', text: 'There is nobody to chase in this round.' }
        : { heading: 'Nobody to chase here', text: 'Look at all outstanding returns instead.' },
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total: counts[show],
      noun: 'return',
      href: number => href(show, number),
    }),
  })
}

function sheetHref(roundId: number, sheet: Sheet, page: number): string {
  const query = new URLSearchParams({ ...(sheet === 'all' ? {} : { show: sheet }), ...(page === 1 ? {} : { page: String(page) }) })
  return `/rounds/${roundId}/chases${query.size === 0 ? '' : `?${query.toString()}`}`
}

function sheetTable(lines: readonly SheetLine[], today: string, records: boolean): DataTable {
  return {
    id: 'sheet',
    caption: 'Whom to call about outstanding returns',
    captionHidden: true,
    columns: [
      { text: 'Establishment' },
      { text: 'Status' },
      { text: 'Due' },
      { text: 'Whom to call' },
      { text: 'Last chase' },
      { text: 'Next' },
      ...(records ? [{ text: 'Record', hidden: true }] : []),
    ],
    rows: lines.map(line => [
      { text: line.name, href: `/returns/${line.returnId}`, hint: line.identifier },
      { tag: statusTag(line.status), hint: line.answered === 0 ? 'nothing yet' : `${line.answered} of ${line.asked} answered` },
      { text: sayShortDay(line.dueAt), hint: line.overdue ? 'overdue' : '' },
      callCell(line),
      lastCell(line.last),
      nextCell(line.last, today),
      ...(records
        ? [{ text: 'Record', href: `/returns/${line.returnId}/chases?from=sheet#new`, hiddenText: `a chase of ${line.name}` }]
        : []),
    ]),
    compact: true,
    stacked: true,
  }
}

/** Whom to call, with numbers that a telephone dials. */
function callCell({ contactName, contactRole, contactPhone, telephone }: SheetLine): Cell {
  const role = contactRole === null ? '' : `, ${CONTACT_ROLE_WORDS[contactRole]}`
  const phones = [
    { number: contactPhone, words: '' },
    { number: telephone, words: 'office ' },
  ].filter(({ number }) => number !== '')
  return {
    html: component('chasing/call', {
      who: contactName === null ? 'Nobody is known' : `${contactName}${role}`,
      phones: phones.map(({ number, words }) => ({ words, number, href: telHref(number) })),
    }),
  }
}

const lastCell = (last: Chase | null): Cell =>
  last === null
    ? { text: 'Not chased yet' }
    : { text: `${CHASE_KINDS[last.kind]}, ${sayShortDay(last.at)}, by ${last.byName}`, hint: last.said }

const NEXT_WORDS: Record<Urgency, string> = { today: 'now', never: 'now', later: '', open: 'no day set' }

function nextCell(last: Chase | null, today: string): Cell {
  const words = NEXT_WORDS[urgencyOf(last, today)]
  if (last?.nextOn) return { text: sayShortDay(last.nextOn), hint: words }
  return { text: words }
}
