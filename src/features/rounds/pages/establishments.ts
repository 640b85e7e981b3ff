import { londonDate } from '../../../platform/london.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import { searchOf } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { questionSets } from '../../partnerships/index.ts'
import { readMembers } from '../memberStore.ts'
import { questionnairesOf } from '../questionnaireStore.ts'
import { establishmentsView } from './establishmentsView.ts'
import { filterOf, listHref, placeOf } from './memberQuery.ts'
import { visibleRound } from './visibleRound.ts'

/** More rows than a screen, fewer than a browser minds; ticks are per page. */
export const PAGE_SIZE = 100

/** Who is asked: what the round is made of, and the list to put together. */
export const establishmentsPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const place = placeOf(queryText(req, 'show'))
  const filter = filterOf(req)
  const today = londonDate(now())
  const { page, ...found } = await readMembers(db, round, place, filter, {
    page: queryPage(req),
    pageSize: PAGE_SIZE,
    today,
    people: searchOf(actor, '').people,
  })
  renderPage(
    res,
    'rounds/establishments',
    establishmentsView({
      round,
      place,
      filter,
      ...found,
      today,
      manages: roleHolds(actor.role, 'round.manage') && round.status !== 'closed',
      questionnaires: await questionnairesOf(db, actor.partnershipId, round.id),
      sets: await questionSets(db, actor.partnershipId),
      pagination: paginate({
        page,
        pageSize: PAGE_SIZE,
        total: found.counted.total,
        noun: 'establishment',
        href: to => listHref(round.id, place, filter, to),
      }),
    }),
  )
}
