import { randomUUID } from 'node:crypto'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { draftOutcome, sendOutcome } from '../letterActions.ts'
import { memberHref, sampleHref } from '../paths.ts'
import { refuse } from '../refusals.ts'
import { lettersOf } from '../reviewStore.ts'
import { keyed } from '../schemas.ts'
import { counted, samplesTrail, visibleMember } from './visible.ts'

/** GET: the letter about the outcome, as head and DSL would read it. */
export const messagePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const drafts = await draftOutcome(db, actor.partnershipId, sample, member)
  const [first] = drafts
  if (!first) throw refuse.nobodyToWriteTo(memberHref(path))
  const before = await lettersOf(db, actor.partnershipId, member.returnId, 'outcome')
  renderPage(res, 'sampling/message', {
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
      to: drafts.map(({ to }) => `${to.name}, ${CONTACT_ROLE_WORDS[to.role]} (${to.email})`).join('; '),
      ...first.letter,
    },
    action: `${memberHref(path)}/message`,
    key: randomUUID(),
    confirm: `Send ${counted(drafts.length, 'letter')}`,
    cancelHref: memberHref(path),
    changeHref: `${memberHref(path)}/outcome`,
  })
}

/** POST: sends it. */
export const sendMessagePage: Page<StaffActor> = async ({ db, actor, baseUrl }, req, res) => {
  const { path } = await visibleMember(db, actor, req)
  const { letters } = await sendOutcome(db, actor, path, baseUrl, keyed.parse(req.body)._key)
  req.session.notice = {
    text:
      letters === 0
        ? 'This outcome had been sent before: nobody was written to twice.'
        : `${counted(letters, 'letter')} ${letters === 1 ? 'is' : 'are'} on the way.`,
  }
  res.redirect(303, memberHref(path))
}
