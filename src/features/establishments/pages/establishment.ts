import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { londonDate } from '../../../platform/london.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { roleHolds } from '../../accounts/index.ts'
import { historyEntries, historyOf, type Events, type StaffActor } from '../../history/index.ts'
import { lastSentTo } from '../../messages/index.ts'
import { questionSets } from '../../partnerships/index.ts'
import { overrideSet } from '../actions.ts'
import { holdsOn } from '../contacts/contact.ts'
import { contactsOf } from '../contacts/store.ts'
import { linksOf } from '../linkStore.ts'
import type { EstablishmentReturns } from '../returnsShown.ts'
import { findEstablishment } from '../store.ts'
import { textField } from './fields.ts'
import { statusTag } from './words.ts'
import {
  captionOf,
  bannerOf,
  factsOf,
  contactsTable,
  formerTable,
  setLine,
  setFieldOf,
  linksTable,
  returnsTable,
} from './establishmentView.ts'

/** GET /register/establishments/:establishmentId */
export const establishmentPage =
  ({ returnsOf, linksToMove }: EstablishmentReturns, events: Events): Page<StaffActor> =>
  async ({ db, actor, now }, req, res) => {
    const establishment = await findEstablishment(db, actor.partnershipId, idParam(req, 'establishmentId'))
    if (!establishment) throw notFound()
    const { partnershipId } = actor
    const [contacts, links, returns, history, sets] = await Promise.all([
      contactsOf(db, partnershipId, [establishment.id]),
      linksOf(db, partnershipId, establishment.id),
      returnsOf(db, partnershipId, establishment.id),
      historyOf(db, partnershipId, { establishmentId: establishment.id }, { limit: 20 }),
      questionSets(db, partnershipId),
    ])
    const today = londonDate(now())
    const addresses = contacts.map(({ email }) => email)
    const sent = await lastSentTo(db, partnershipId, addresses)
    const toMove = await linksToMove(db, partnershipId, establishment.id, today)
    const manage = roleHolds(actor.role, 'register.manage')
    const base = `/register/establishments/${establishment.id}`
    renderPage(res, 'establishments/establishment', {
      title: establishment.name,
      layout: 'staff',
      breadcrumbs: [{ text: 'Register', href: '/register' }, { text: establishment.name }],
      caption: captionOf(establishment),
      status: statusTag(establishment),
      banner: bannerOf(establishment, returns),
      toMove,
      base,
      manage,
      local: manage && establishment.source === 'local',
      factsHeading: establishment.source === 'local' ? 'What is known of it' : 'What the register says',
      isLocal: establishment.source === 'local',
      facts: {
        rows: factsOf(establishment).map(([key, value]) => ({
          key: { text: key },
          value: { text: value },
        })),
      },
      contacts: contactsTable(
        contacts.filter(contact => holdsOn(contact, today) || (contact.fromOn ?? '') > today),
        sent,
        today,
        manage,
      ),
      former: formerTable(
        contacts.filter(contact => !holdsOn(contact, today) && (contact.fromOn ?? '') <= today),
        sent,
      ),
      set: setLine(establishment, sets),
      setField: setFieldOf(establishment, sets),
      links: links.length === 0 ? undefined : linksTable(links),
      returns: returns.length === 0 ? undefined : returnsTable(returns),
      timeline: history.lines.length === 0 ? undefined : { items: historyEntries(events, history.lines) },
      matchField: textField('number', 'URN or Ofsted number', '', [], { classes: 'govuk-input--width-10', spellcheck: false }),
    })
  }

/** POST /register/establishments/:establishmentId/set */
export const chooseSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const id = idParam(req, 'establishmentId')
  // Anything that is no set leaves it to type and ages.
  const wanted = typed(req.body, 'set')
  const set = (await questionSets(db, actor.partnershipId)).find(({ code }) => code === wanted)?.code ?? null
  await overrideSet(db, actor, { id, set })
  req.session.notice = {
    text:
      set === null
        ? 'Its question set follows its type and ages again.'
        : `It will be asked set ${set} in rounds that are prepared from now on.`,
  }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${id}`)
}
