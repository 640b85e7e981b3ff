import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS, type Actor } from '../../history/index.ts'
import { statusTag } from '../../returnPages/index.ts'
import { isOverdue, stands } from '../../returns/index.ts'
import { returnsOf, type OpenHere } from '../contributorStore.ts'
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
      due: dueWords(one, now()),
    })),
  })
}

function dueWords({ status, dueAt, roundStatus }: OpenHere, now: Date): string {
  if (roundStatus !== 'open' || !stands('outstanding', status)) return ''
  return isOverdue({ status, dueAt }, now) ? `It was due at ${sayInstant(dueAt)}` : `Due at ${sayInstant(dueAt)}`
}
