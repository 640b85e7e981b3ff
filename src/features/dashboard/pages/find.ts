import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { dfeNumber, sayPlace, SEARCH_HINT, searchOf, standingTag } from '../../establishments/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { statusTag } from '../../returnPages/index.ts'
import { findAll, MOST_FOUND, type FoundEstablishment, type FoundReturn } from '../findStore.ts'

/** GET /find: what the box at the top of every page finds, in the register and in all rounds. */
export const findPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const search = searchOf(actor, queryText(req, 'q').slice(0, 100))
  const { establishments, returns } =
    search.words === '' ? { establishments: [], returns: [] } : await findAll(db, actor.partnershipId, search)
  renderPage(res, 'dashboard/find', {
    title: search.words === '' ? 'Search' : `Search for “${search.words}”`,
    layout: 'staff',
    filter: {
      action: '/find',
      label: 'Search everything',
      search: { name: 'q', label: 'Search', value: search.words, hint: `${SEARCH_HINT}, or the reference of a return` },
      button: 'Find',
    },
    establishments: section(establishments, 'establishment', tableOfEstablishments, {
      text: 'See all in the register',
      href: `/register?${new URLSearchParams({ q: search.words, status: 'all' }).toString()}`,
    }),
    returns: section(returns, 'return', tableOfReturns, null),
    none:
      search.words === '' || establishments.length + returns.length > 0
        ? undefined
        : { heading: `Nothing is like “${search.words}”`, text: 'Search for fewer words, or for a part of the name or number.' },
  })
}

function section<Found extends { total: number }>(
  found: readonly Found[],
  noun: string,
  table: (found: readonly Found[]) => DataTable,
  all: { text: string; href: string } | null,
) {
  const [first] = found
  if (!first) return undefined
  const counted = sayCount(first.total, noun)
  return {
    heading: `${counted} found`,
    table: table(found),
    more:
      first.total > MOST_FOUND ? { text: `These are the first ${MOST_FOUND}. Search for more words to find fewer.`, link: all } : undefined,
  }
}

const tableOfEstablishments = (found: readonly FoundEstablishment[]): DataTable => ({
  id: 'found-establishments',
  caption: 'Establishments',
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'DfE number' }, { text: 'Status' }],
  rows: found.map((establishment): Cell[] => [
    {
      text: establishment.name,
      href: `/register/establishments/${establishment.id}`,
      hint: [sayPlace(establishment), ...(establishment.people === null ? [] : [`Contact: ${establishment.people}`])].join('. '),
    },
    { text: dfeNumber(establishment) ?? '' },
    { tag: standingTag(establishment) },
  ]),
  compact: true,
})

const tableOfReturns = (found: readonly FoundReturn[]): DataTable => ({
  id: 'found-returns',
  caption: 'Returns',
  captionHidden: true,
  columns: [{ text: 'Return' }, { text: 'Round' }, { text: 'Status' }],
  rows: found.map(({ id, name, identifier, roundId, round, status }): Cell[] => [
    { text: name, href: `/returns/${id}`, hint: identifier },
    { text: round, href: `/rounds/${roundId}` },
    { tag: statusTag(status) },
  ]),
  compact: true,
})
