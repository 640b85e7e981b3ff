import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsPublication, type StatementOf } from './publication.ts'
import { findingsHref, findingsTrail } from './visible.ts'

/** GET: the findings as anyone would read them, with what is covered and why; all that is seen by whoever may not see numbers. */
export const wouldBePublishedPage =
  (statementOf: StatementOf): Page<StaffActor> =>
  async ({ db, actor }, req, res) => {
    const round = await visibleRound(db, actor, req)
    const { html, leaves, doubts, lacks } = await findingsPublication(statementOf).draft(db, round)
    const here = findingsHref(round.id)
    const seesNumbers = roleHolds(actor.role, 'finding.numbers')
    renderPage(res, 'findings/wouldBePublished', {
      title: 'Findings for publication',
      layout: 'staff',
      breadcrumbs: findingsTrail(round, { text: 'For publication' }),
      roundName: round.name,
      lacks,
      leaves: seesNumbers ? leaves : [],
      doubts: seesNumbers ? doubts : [],
      html,
      links: [
        ...(seesNumbers ? [{ text: 'All findings, with their numbers', href: here }] : []),
        { text: 'The scale of words', href: `${here}/scale` },
      ],
      publishHref: lacks === '' && roleHolds(actor.role, 'publication.manage') ? `/rounds/${round.id}/publications/new/findings` : '',
    })
  }
