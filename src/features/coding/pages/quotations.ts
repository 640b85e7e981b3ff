import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { capitalised, sayCount, shortened } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { lookAt, type Looked } from '../nameActions.ts'
import { codingHref, quotationHref } from '../paths.ts'
import { QUOTATION_STATES, stateOf } from '../quotation.ts'
import { quotationsOf } from '../quotationStore.ts'
import { codingTabs, codingTrail, visibleComments } from './visible.ts'

/** GET: the quotations of a round, theme by theme, with what they still need. */
export const quotationsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, of } = await visibleComments(db, actor, req)
  const looked = await lookAt(db, of, await quotationsOf(db, of))
  const ready = looked.filter(({ quotation, lacks }) => stateOf(quotation, lacks) === 'approved').length
  renderPage(res, 'coding/quotations', {
    title: 'Quotations',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Quotations' }),
    roundName: round.name,
    tabs: codingTabs(round, actor, 'quotations'),
    line: `${sayCount(ready, 'quotation')} of ${looked.length} can be published. What is approved leaves with the findings of the round, once they are published.`,
    groups: [...Map.groupBy(looked, ({ quotation }) => quotation.theme ?? '')].map(([theme, all]) => ({
      theme: theme === '' ? 'Without a theme' : theme,
      quotations: all.map(one => viewOf(round.id, one)),
    })),
    empty: {
      heading: 'No quotation yet',
      text: 'Open a comment and pick the words to quote. Someone edits them, so that nobody can tell who wrote them.',
      action: { text: 'Read the comments', href: codingHref(round.id) },
    },
  })
}

function viewOf(roundId: Parameters<typeof quotationHref>[0], { quotation, who, lacks }: Looked) {
  const { editedAt, editedBy, body, id, establishment } = quotation
  return {
    text: body,
    who: who === undefined ? '' : capitalised(who),
    tag: QUOTATION_STATES[stateOf(quotation, lacks)],
    edited: editedAt === null ? '' : `Edited by ${editedBy ?? ''}, ${sayShortInstant(editedAt)}`,
    from: establishment,
    lacks: editedAt === null ? [] : lacks,
    href: quotationHref(roundId, id),
    about: shortened(body, 40),
  }
}
