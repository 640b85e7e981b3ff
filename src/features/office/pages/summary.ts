import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { idParam } from '../../../platform/http/params.ts'
import { currentContacts, findEstablishment } from '../../establishments/index.ts'
import { roleHolds } from '../../accounts/index.ts'
import { extensionsOf } from '../../extensions/index.ts'
import { historyOf, type StaffActor } from '../../history/index.ts'
import { canHaveLink, invitationsOf } from '../../invitations/index.ts'
import { openReturn } from '../../returns/index.ts'
import { returnOfEstablishment, samplesWith } from '../store.ts'
import { summaryView } from './summaryView.ts'

/** One return at a glance: where it stands, what can be done about it, and whom to ask. */
export const summaryPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const { partnershipId } = actor
  const open = await openReturn(db, partnershipId, idParam(req, 'returnId'))
  const { id, roundId, establishmentId, coveredByEstablishmentId: coveredById } = open.auditReturn
  const seesHistory = roleHolds(actor.role, 'history.view')
  const [establishment, contacts, links, leads, extensions, samples, history, covering, coveringReturn] = await Promise.all([
    findEstablishment(db, partnershipId, establishmentId),
    currentContacts(db, partnershipId, [establishmentId], londonDate(now())),
    invitationsOf(db, partnershipId, id),
    canHaveLink(db, partnershipId, id),
    extensionsOf(db, partnershipId, id),
    samplesWith(db, partnershipId, id),
    seesHistory ? historyOf(db, partnershipId, { returnId: id }, { limit: 3 }) : { lines: [] },
    coveredById === null ? undefined : findEstablishment(db, partnershipId, coveredById),
    coveredById === null ? undefined : returnOfEstablishment(db, partnershipId, roundId, coveredById),
  ])
  const coveredBy = covering ? { name: covering.name, returnId: coveringReturn?.id ?? null } : null
  renderPage(
    res,
    'office/summary',
    summaryView({
      open,
      establishment,
      contacts,
      links,
      canHaveLink: leads,
      extensions,
      samples,
      history: history.lines,
      coveredBy,
      actor,
      now: now(),
    }),
  )
}
