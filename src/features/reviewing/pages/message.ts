import { randomUUID } from 'node:crypto'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { lastSentTo, sayAddress, sayQueued } from '../../messages/index.ts'
import { draftOutcome, sendOutcome } from '../outcomeActions.ts'
import { refuse } from '../refusals.ts'
import { keyed } from '../schemas.ts'
import { memberHref, sampleRequests, sampleHref, samplesTrail, visibleMember } from '../../sampling/index.ts'

/** GET: the letter about the outcome, as head and DSL would read it. */
export const messagePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const drafts = await draftOutcome(db, actor.partnershipId, sample, member, londonDate(now()))
  const [first] = drafts
  if (!first) throw refuse.nobodyToWriteTo(memberHref(path))
  const addresses = drafts.map(({ to }) => to.email)
  const sent = await lastSentTo(db, actor.partnershipId, addresses)
  const before = await sampleRequests.lettersOf(db, actor.partnershipId, member.returnId, 'outcome')
  renderPage(res, 'reviewing/message', {
    title: 'Write to the establishment',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: 'Write to the establishment' },
    ),
    establishment: member.establishmentName,
    before:
      before.length === 0 ? '' : 'A letter about the outcome was written before. The same outcome is not sent to the same address twice.',
    letter: {
      heading: drafts.length === 1 ? 'The letter' : 'The letter, here to the first of them',
      to: drafts.map(({ to }) => `${to.name}, ${CONTACT_ROLE_WORDS[to.role]} (${sayAddress(to.email, sent)})`).join('; '),
      subject: first.message.subject,
      body: first.message.body,
    },
    action: `${memberHref(path)}/message`,
    key: randomUUID(),
    confirm: `Send ${sayCount(drafts.length, 'letter')}`,
    cancelHref: memberHref(path),
    changeHref: `${memberHref(path)}/outcome`,
  })
}

/** POST: sends it. */
export const sendMessagePage: Page<StaffActor> = async ({ db, actor, baseUrl, now, mail }, req, res) => {
  const { path } = await visibleMember(db, actor, req)
  const { letters } = await sendOutcome({ db, baseUrl, now }, actor, { ...path, requestKey: keyed.parse(req.body)._key })
  req.session.notice = {
    text:
      letters === 0
        ? 'This outcome had been sent before: nobody was written to twice.'
        : `${sayQueued(mail, sayCount(letters, 'letter'), letters)}.`,
  }
  res.redirect(303, memberHref(path))
}
