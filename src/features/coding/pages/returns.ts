import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { countReturns, listReturns } from '../countStore.ts'
import { keptOfComments } from '../keptActions.ts'
import { commentsHref, returnsHref, themeHref } from '../paths.ts'
import { themesOf } from '../themeStore.ts'
import { askedIn, codingTrail, filterOf, visibleComments } from './visible.ts'

const PAGE_SIZE = 50

/** GET: the returns behind a number: those that wrote of a theme, or all that wrote something. */
export const returnsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, of, stand } = await visibleComments(db, actor, req)
  const { themeId, section, phase } = filterOf(req)
  const which = { themeId, section, phase }
  const theme = (await themesOf(db, of)).find(({ id }) => id === themeId)
  const { sections } = await askedIn(db, of)
  const total = await keptOfComments(db, of, stand, { what: 'returns', asked: which, work: () => countReturns(db, of, which) })
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const found = await listReturns(db, of, which, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const about = [
    theme ? `wrote of “${theme.name}”` : themeId === undefined ? 'wrote a comment' : 'wrote of a theme that was removed',
    ...(section === '' ? [] : [`in the section “${sections.get(section) ?? section}”`]),
  ].join(' ')
  renderPage(res, 'coding/returns', {
    title: `${sayCount(total, 'return')} that ${about}${phase === '' ? '' : `: ${phase}`}`,
    layout: 'staff',
    breadcrumbs: codingTrail(round, ...(theme ? [{ text: theme.name, href: themeHref(round.id, theme.id) }] : []), { text: 'Returns' }),
    roundName: round.name,
    table:
      found.length === 0
        ? undefined
        : {
            id: 'returns',
            caption: 'Returns',
            captionHidden: true,
            columns: [{ text: 'Establishment' }, { text: 'Phase' }, { text: 'Comments', numeric: true }],
            rows: found.map(({ returnId, name, identifier, phase: own, comments }) => [
              { text: name, hint: identifier, href: `/returns/${returnId}` },
              { text: own },
              {
                text: sayNumber(comments),
                href: commentsHref(round.id, { ...which, returnId }),
                hiddenText: `${comments === 1 ? 'comment' : 'comments'} of ${name}`,
                numeric: true,
              },
            ]),
          },
    empty: { heading: 'None', text: '' },
    pagination: paginate({ page, pageSize: PAGE_SIZE, total, noun: 'return', href: number => returnsHref(round.id, which, number) }),
  })
}
