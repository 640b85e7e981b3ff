import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { closeRound, discardRound, openRound, reopenRound } from '../actions.ts'
import { memberSums } from '../memberStore.ts'
import { refuse } from '../refusals.ts'
import type { Round } from '../round.ts'
import { questionnairesOf, roundCards } from '../store.ts'
import { visibleRound } from './visibleRound.ts'

const number = new Intl.NumberFormat('en-GB')
const establishments = (count: number) => `${number.format(count)} ${count === 1 ? 'establishment' : 'establishments'}`

/** What opening will do, with its counts, before it is done. */
export const openPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'draft') throw refuse.notADraft(round.id)
  if (round.dueAt <= now()) throw refuse.dueInThePast(round.id, round.dueAt)
  const sums = await memberSums(db, round, londonDate(now()))
  if (sums.asked === 0) throw refuse.nobodyAsked(round.id)
  const used = await questionnairesOf(db, actor.partnershipId, round.id)
  const back = `/rounds/${round.id}/establishments`
  renderPage(res, 'rounds/confirm', {
    title: `Open “${round.name}”?`,
    layout: 'staff',
    backLink: { href: back },
    summary: [
      { key: { text: 'Asked' }, value: { text: establishments(sums.asked) } },
      { key: { text: 'With an email address' }, value: { text: number.format(sums.asked - sums.withoutEmail) } },
      { key: { text: 'Without' }, value: { text: number.format(sums.withoutEmail) } },
      { key: { text: 'Due' }, value: { text: sayInstant(round.dueAt) } },
      { key: { text: 'Questionnaires' }, value: { text: used.map(q => `set ${q.setCode} version ${q.version}`).join(', ') } },
    ],
    box: {
      heading: 'Opening the round',
      paragraphs: [
        'The questionnaires are frozen: nobody can change them any more.',
        openingWords(round, now()),
        'Nothing is sent yet. You issue the audit links in the next step.',
      ],
      action: `/rounds/${round.id}/open`,
      button: { text: 'Open the round' },
      cancel: { text: 'Not yet', href: back },
    },
  })
}

/** What pressing the button does to schools, and that it is sooner than was planned when it is. */
const openingWords = ({ opensAt }: Round, now: Date): string =>
  opensAt > now
    ? `The round was to open at ${sayInstant(opensAt)}. Opening it now lets establishments start as soon as they have their links.`
    : 'The round opens now. Establishments can start as soon as they have their links.'

export const openRoundPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await openRound(db, actor, round.id, now())
  req.session.notice = { text: `“${round.name}” is open. Nothing has been sent yet: issue the audit links now.` }
  res.redirect(303, `/rounds/${round.id}/issue`)
}

/** What closing will do, with how many are still outstanding. */
export const closePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'open') throw refuse.notOpen(round.id)
  const card = (await roundCards(db, actor.partnershipId)).find(({ id }) => id === round.id)
  renderPage(res, 'rounds/confirm', {
    title: `Close “${round.name}”?`,
    layout: 'staff',
    backLink: { href: `/rounds/${round.id}` },
    summary: [
      { key: { text: 'In the round' }, value: { text: number.format(card?.total ?? 0) } },
      { key: { text: 'Not issued' }, value: { text: number.format((card?.total ?? 0) - (card?.issued ?? 0)) } },
      { key: { text: 'Completed' }, value: { text: number.format(card?.completed ?? 0) } },
      { key: { text: 'Of these, awaiting sign-off' }, value: { text: number.format(card?.awaitingSignOff ?? 0) } },
      { key: { text: 'Outstanding' }, value: { text: number.format(card?.outstanding ?? 0) } },
      { key: { text: 'Excused' }, value: { text: number.format(card?.excused ?? 0) } },
    ],
    box: {
      heading: 'Closing the round',
      paragraphs: [
        'Audit links stop letting people answer. By its link, a return that was submitted can still be read, and evidence that you asked for can still be added. Whoever opens another link is told that the round is closed.',
        'A chair or proprietor who has still to sign a submitted return can do so afterwards, by the same link.',
        'Answers, evidence and history stay, and you can open the round again.',
      ],
      action: `/rounds/${round.id}/close`,
      button: { text: 'Close the round', warning: true },
      cancel: { text: 'Keep it open', href: `/rounds/${round.id}` },
    },
  })
}

export const closeRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await closeRound(db, actor, round.id)
  req.session.notice = { text: `“${round.name}” is closed.` }
  res.redirect(303, '/rounds')
}

/** A round that was closed by mistake. */
export const reopenPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'closed') throw refuse.notClosed(round.id)
  renderPage(res, 'rounds/confirm', {
    title: `Open “${round.name}” again?`,
    layout: 'staff',
    backLink: { href: `/rounds/${round.id}` },
    summary: [],
    box: {
      heading: 'Opening the round again',
      paragraphs: ['Its audit links let people answer again. Nothing is sent to anybody, and due dates stay as they are.'],
      action: `/rounds/${round.id}/reopen`,
      button: { text: 'Open it again' },
      cancel: { text: 'Leave it closed', href: `/rounds/${round.id}` },
    },
  })
}

export const reopenRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await reopenRound(db, actor, round.id)
  req.session.notice = { text: `“${round.name}” is open again. Its audit links work as before.` }
  res.redirect(303, `/rounds/${round.id}`)
}

export const discardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'draft') throw refuse.notADraft(round.id)
  const back = `/rounds/${round.id}/establishments`
  renderPage(res, 'rounds/confirm', {
    title: `Discard “${round.name}”?`,
    layout: 'staff',
    backLink: { href: back },
    summary: [],
    box: {
      heading: 'Discarding the round',
      paragraphs: [
        'The round and the choice of its establishments are removed. Nothing has been sent to anybody. The register and the questionnaires stay.',
      ],
      action: `/rounds/${round.id}/discard`,
      button: { text: 'Discard the round', warning: true },
      cancel: { text: 'Keep it', href: back },
    },
  })
}

export const discardRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await discardRound(db, actor, round.id)
  req.session.notice = { text: `“${round.name}” is discarded.` }
  res.redirect(303, '/rounds')
}
