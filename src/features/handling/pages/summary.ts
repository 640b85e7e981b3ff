import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { readPlan } from '../../actionPlan/index.ts'
import { askedAbout } from '../../asking/index.ts'
import { currentContacts, findEstablishment } from '../../establishments/index.ts'
import { roleHolds } from '../../accounts/index.ts'
import { extensionsOf } from '../../extensions/index.ts'
import { historyEntries, historyOf, type Events, type StaffActor } from '../../history/index.ts'
import { canHaveLink, invitationsOf } from '../../links/index.ts'
import { linksOutOfStep, returnToWriteAbout } from '../../correspondence/index.ts'
import { lastSentByLink, lastSentTo } from '../../messages/index.ts'
import { decisions, openReturn } from '../../returns/index.ts'
import { returnOfEstablishment, samplesWith } from '../store.ts'
import { visibleReturnId } from './visibleReturn.ts'
import { summaryView } from './summaryView.ts'

/** One return at a glance: where it stands, what can be done about it, and whom to ask. */
export const summaryPage =
  (events: Events): Page<StaffActor> =>
  async ({ db, actor, now }, req, res) => {
    const { partnershipId } = actor
    const open = await openReturn(db, partnershipId, await visibleReturnId(db, actor, req))
    const { id, roundId, establishmentId, coveredByEstablishmentId: coveredById } = open.auditReturn
    const seesContacts = roleHolds(actor.role, 'register.view')
    const seesHistory = roleHolds(actor.role, 'history.view')
    const [establishment, contacts, links, leads, extensions, samples, history, coveredByEstablishment, coveredByReturn, kept] =
      await Promise.all([
        findEstablishment(db, partnershipId, establishmentId),
        seesContacts ? currentContacts(db, partnershipId, [establishmentId], londonDate(now())) : null,
        seesContacts ? invitationsOf(db, partnershipId, id) : null,
        canHaveLink(db, partnershipId, id),
        extensionsOf(db, partnershipId, id),
        samplesWith(db, partnershipId, id),
        seesHistory ? historyOf(db, partnershipId, { returnId: id }, { limit: 3 }) : { lines: [] },
        coveredById === null ? undefined : findEstablishment(db, partnershipId, coveredById),
        coveredById === null ? undefined : returnOfEstablishment(db, partnershipId, roundId, coveredById),
        decisions.aheadOf(db, { partnershipId, returnId: id }),
      ])
    const addresses = (contacts ?? []).map(({ email }) => email)
    const [plan, about, sent, sentTo, requests] = await Promise.all([
      readPlan(db, open, londonDate(now())),
      returnToWriteAbout(db, partnershipId, id),
      lastSentByLink(db, partnershipId, [id]),
      lastSentTo(db, partnershipId, addresses),
      roleHolds(actor.role, 'return.manage') ? askedAbout(db, partnershipId, id) : [],
    ])
    const coveredBy = coveredByEstablishment ? { name: coveredByEstablishment.name, its: coveredByReturn ?? null } : null
    renderPage(
      res,
      'handling/summary',
      summaryView({
        open,
        plan,
        requests,
        establishment,
        contacts,
        links,
        sent,
        sentTo,
        toMove: leads ? linksOutOfStep(about, londonDate(now())) : [],
        canHaveLink: leads,
        extensions,
        samples,
        history: historyEntries(events, history.lines, 'return'),
        coveredBy,
        kept,
        actor,
        now: now(),
      }),
    )
  }
