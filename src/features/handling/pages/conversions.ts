import { idsIn } from '../../../platform/forms/fields.ts'
import { typedAll } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { coverConversions, type Converted } from '../conversionActions.ts'
import { conversionsOf, type Conversion } from '../conversionStore.ts'

/** GET: the schools of a round that became academies, each with its academy. */
export const conversionsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const found = await conversionsOf(db, { partnershipId: actor.partnershipId, roundId: round.id })
  renderPage(res, 'handling/conversions', {
    title: 'Converted establishments',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Converted establishments' }),
    none: found.length === 0,
    empty: {
      heading: 'No conversion is to be decided',
      text: 'Establishments of this round that closed, and whose one successor the register names, appear here while their return is still expected.',
    },
    table: tableOf(found),
    action: `/rounds/${round.id}/conversions`,
  })
}

/** POST: the return of each academy stands for that of its school. */
export const coverConversionsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const returnIds = idsIn<'return'>(typedAll(req.body, 'return'))
  const done = await coverConversions(db, actor, { roundId: round.id, returnIds, today: londonDate(now()) })
  if (returnIds.length === 0) req.session.notice = { text: 'Nothing was changed: tick the establishments first.', kind: 'information' }
  else {
    const by = done.decided === 0 ? '' : await earlier.doneBy(db, actor, { roundId: round.id }, ['return.excused', 'return.excuse_set'])
    req.session.notice = { text: sayDone(done, by), ...(done.covered === 0 ? { kind: 'information' as const } : {}) }
  }
  res.redirect(303, `/rounds/${round.id}/conversions`)
}

/** @param by who decided meanwhile, in a sentence */
function sayDone({ covered, decided, added, left }: Converted, by: string): string {
  const all = covered === 0 && left.length === 0
  return [
    covered === 0
      ? ''
      : `${sayCount(covered, 'return is', 'returns are')} covered by that of the successor, and ${covered === 1 ? 'counts' : 'count'} as outstanding until it has come.`,
    added === 0 ? '' : `${sayCount(added, 'successor was', 'successors were')} added to the round: issue their audit links.`,
    decided === 0 ? '' : `${all ? 'All of these were' : sayCount(decided, 'was', 'were')} decided already. ${by}`.trim(),
    ...left.map(({ name, why }) => `${name} stays as it is. ${why.endsWith('.') ? why : `${why}.`}`),
  ]
    .filter(words => words !== '')
    .join(' ')
}

const tableOf = (found: readonly Conversion[]): DataTable => ({
  id: 'conversions',
  caption: 'Closed, with one successor',
  captionHidden: true,
  columns: [
    { text: 'Choose', hidden: true },
    { text: 'Establishment' },
    { text: 'Closed' },
    { text: 'Successor' },
    { text: 'In this round' },
  ],
  rows: found.map(one => [
    { checkbox: { name: 'return', value: String(one.returnId), label: `Choose ${one.name}`, checked: true } },
    { text: one.name, href: `/returns/${one.returnId}`, hint: `${one.identifier}${one.started ? ', has begun to answer' : ''}` },
    { text: one.closedOn === null ? 'Day not known' : sayShortDay(one.closedOn) },
    { text: one.successor, href: `/register/establishments/${one.successorEstablishmentId}`, hint: one.successorIdentifier },
    { text: one.inRound ? 'Yes' : 'No: it is added' },
  ]),
  compact: true,
})
