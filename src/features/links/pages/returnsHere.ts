import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { CONTACT_ROLE_WORDS, type Actor } from '../../history/index.ts'
import { dueWords, statusTag } from '../../returnPages/index.ts'
import { returnsOf } from '../contributorStore.ts'
import { openIn } from './inBrowser.ts'
import { refuse } from '../refusals.ts'

/** The returns that are open in this browser: each in its own pages, so that the words of one never come into another. */
export const returnsHerePage: Page<Actor | null> = async ({ db, now }, req, res) => {
  const found = await returnsOf(
    db,
    openIn(req).map(({ contributorId }) => contributorId),
  )
  if (found.length === 0) throw refuse.notStarted()
  renderPage(res, 'links/returnsHere', {
    title: 'Your returns in this browser',
    layout: 'plain',
    returns: found.map(one => ({
      href: `/return/${one.contributorId}`,
      establishment: one.establishment,
      round: one.round,
      as: `As ${one.name}, ${CONTACT_ROLE_WORDS[one.role]}`,
      tag: statusTag(one.status),
      due: one.roundStatus === 'open' ? dueWords(one, now()) : '',
    })),
  })
}
