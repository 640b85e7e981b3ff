import type { Id } from '../../../platform/id.ts'
import type { Cell, DataTable, FilterForm } from '../../../platform/http/components.ts'
import { foundTitle, paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { component } from '../../../platform/http/templates.ts'
import { londonDate, sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import { firstAddressees, type Addressee } from '../../correspondence/index.ts'
import { lastSentTo, sayAddress, type LastSent } from '../../messages/index.ts'
import { SEARCH_HINT, searchOf } from '../../establishments/index.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { statusTag } from '../../returnPages/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { CHASE_KINDS, urgencyOf, type Chase, type Urgency } from '../chase.ts'
import { SHEETS, sheetQuery, type Sheet } from '../schemas.ts'
import { telHref } from '../../../platform/telephone.ts'
import { readCallSheet, type SheetLine } from '../callSheetStore.ts'

const PAGE_SIZE = 100

/** Who to call about an outstanding return, what was said last, and when to call again: to work through, or to print. */
export const callSheetPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { show, q } = sheetQuery.parse(req.query)
  const today = londonDate(now())
  const of = { partnershipId: actor.partnershipId, roundId: round.id, today, search: searchOf(actor, q) }
  const { counts, page, lines } = await readCallSheet(db, of, show, { page: queryPage(req), pageSize: PAGE_SIZE })
  const ids = lines.map(({ returnId }) => returnId)
  const readers = await firstAddressees(db, actor.partnershipId, ids, today)
  const addresses = [...readers.values()].map(({ email }) => email)
  const sent = await lastSentTo(db, actor.partnershipId, addresses)
  const href = (sheet: Sheet, number = 1) => sheetHref(round.id, { show: sheet, q }, number)
  renderPage(res, 'chasing/callSheet', {
    title: foundTitle('Call sheet', counts[show], q !== ''),
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Call sheet' }),
    roundName: round.name,
    standing: `Outstanding returns as they stand on ${sayDay(today)}. What was said last is beside each.`,
    tabs: {
      label: 'Which returns',
      items: Object.entries(SHEETS).map(([sheet, text]) => ({
        text: `${text} (${sayNumber(counts[sheet as Sheet])})`,
        href: href(sheet as Sheet),
        current: sheet === show,
      })),
    },
    filter: filterForm(round.id, show, q),
    table:
      lines.length === 0
        ? undefined
        : sheetTable(lines, line => callCell(line, readers.get(line.returnId), sent), today, roleHolds(actor.role, 'chase.record') && show),
    empty:
      q !== ''
        ? { heading: 'No returns match', text: 'Search for fewer words, or look at all outstanding returns.' }
        : counts.all === 0
          ? { heading: 'Nothing is outstanding', text: 'Every return in this round is in.' }
          : { heading: 'No returns here', text: 'Look at all outstanding returns instead.' },
    pagination: paginate({
      page,
      pageSize: PAGE_SIZE,
      total: counts[show],
      noun: 'return',
      href: number => href(show, number),
    }),
  })
}

const filterForm = (roundId: Id<'round'>, show: Sheet, q: string): FilterForm => ({
  action: sheetHref(roundId, { show: 'all', q: '' }),
  label: 'Find a return in the call sheet',
  search: { name: 'q', label: 'Search', value: q, hint: SEARCH_HINT },
  hidden: show === 'all' ? [] : [{ name: 'show', value: show }],
  applied: q === '' ? [] : [{ text: `“${q}”`, removeHref: sheetHref(roundId, { show, q: '' }) }],
  button: 'Show returns',
})

/** The address of a part of the call sheet. */
export function sheetHref(roundId: Id<'round'>, { show, q }: { show: Sheet; q: string }, page = 1): string {
  const query = new URLSearchParams({
    ...(show === 'all' ? {} : { show }),
    ...(q === '' ? {} : { q }),
    ...(page === 1 ? {} : { page: String(page) }),
  })
  return `/rounds/${roundId}/chases${query.size === 0 ? '' : `?${query.toString()}`}`
}

/** @param recordsFrom the part of the sheet to which a call that is logged leads back; false for those who log none */
function sheetTable(
  lines: readonly SheetLine[],
  callCellOf: (line: SheetLine) => Cell,
  today: string,
  recordsFrom: Sheet | false,
): DataTable {
  return {
    id: 'sheet',
    caption: 'Who to call about outstanding returns',
    captionHidden: true,
    columns: [
      { text: 'Establishment' },
      { text: 'Status' },
      { text: 'Due' },
      { text: 'Who to call' },
      { text: 'Last chase' },
      { text: 'Next' },
      ...(recordsFrom ? [{ text: 'Record', hidden: true }] : []),
    ],
    rows: lines.map(line => [
      { text: line.name, href: `/returns/${line.returnId}`, hint: line.identifier },
      { tag: statusTag(line.status), hint: line.answered === 0 ? 'nothing yet' : `${line.answered} of ${line.asked} answered` },
      { text: sayShortDay(line.dueAt), hint: line.overdue ? 'overdue' : '' },
      callCellOf(line),
      lastCell(line.last),
      nextCell(line.last, today),
      ...(recordsFrom
        ? [{ text: 'Log a call', href: `/returns/${line.returnId}/chases?from=${recordsFrom}#new`, hiddenText: `to ${line.name}` }]
        : []),
    ]),
    compact: true,
  }
}

/**
 * Who to call, with numbers that a telephone dials: the person who letters go to first, with what became of the last one; somebody
 * else of the register where that person has no number.
 */
function callCell({ callable, telephone }: SheetLine, to: Addressee | undefined, sent: ReadonlyMap<string, LastSent>): Cell {
  const own = callable.find(({ id }) => id === to?.contactId)
  const [other] = own ? [] : callable
  const phones = [
    ...(own ? [{ number: own.phone, words: '' }] : []),
    ...(other ? [{ number: other.phone, words: to ? `${other.name}, ${CONTACT_ROLE_WORDS[other.role]}: ` : '' }] : []),
    ...(telephone === '' ? [] : [{ number: telephone, words: 'office ' }]),
  ]
  const who = to ?? other
  return {
    html: component('chasing/call', {
      who: who ? `${who.name}, ${CONTACT_ROLE_WORDS[who.role]}` : 'Nobody is known',
      phones: phones.map(({ number, words }) => ({ words, number, href: telHref(number) })),
      mail: to ? sayAddress(to.email, sent) : 'No email address',
    }),
  }
}

const lastCell = (last: Chase | null): Cell =>
  last === null
    ? { text: 'Not chased yet' }
    : { text: `${CHASE_KINDS[last.kind].words}, ${sayShortDay(last.at)}, by ${last.byName}`, hint: last.said }

const NEXT_WORDS: Record<Urgency, string> = { today: 'today', never: 'today', later: '', open: 'no day set' }

function nextCell(last: Chase | null, today: string): Cell {
  const words = NEXT_WORDS[urgencyOf(last, today)]
  if (last?.nextOn) return { text: sayShortDay(last.nextOn), hint: words }
  return { text: words }
}
