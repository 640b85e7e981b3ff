import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { closeRound, discardRound, openRound, reopenRound } from '../actions.ts'
import { memberSums } from '../memberStore.ts'
import { refuse } from '../refusals.ts'
import type { Round } from '../round.ts'
import { roundCards } from '../store.ts'
import { questionnairesOf } from '../questionnaireStore.ts'
import { visibleRound } from './visibleRound.ts'

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
      { key: { text: 'Asked' }, value: { text: sayCount(sums.asked, 'establishment') } },
      { key: { text: 'With an email address' }, value: { text: sayNumber(sums.asked - sums.withoutEmail) } },
      { key: { text: 'Without' }, value: { text: sayNumber(sums.withoutEmail) } },
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
  const { already } = await openRound(db, actor, { roundId: round.id, now: now() })
  req.session.notice = already
    ? {
        text: `“${round.name}” is open already. ${await earlier.doneBy(db, actor, { roundId: round.id }, ['round.opened', 'round.reopened'])}`,
      }
    : { text: `“${round.name}” is open. Nothing has been sent yet: issue the audit links now.` }
  res.redirect(303, `/rounds/${round.id}/issue`)
}

/** What closing will do, with how many are still outstanding. */
export const closePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  if (round.status !== 'open') throw refuse.notOpen(round.id)
  const card = (await roundCards(db, actor.partnershipId)).find(({ id }) => id === round.id)
  renderPage(res, 'rounds/confirm', {
    title: `Close “${round.name}”?`,
    layout: 'staff',
    backLink: { href: `/rounds/${round.id}` },
    summary: [
      { key: { text: 'In the round' }, value: { text: sayNumber(card?.total ?? 0) } },
      { key: { text: 'Not issued' }, value: { text: sayNumber((card?.total ?? 0) - (card?.issued ?? 0)) } },
      { key: { text: 'Completed' }, value: { text: sayNumber(card?.completed ?? 0) } },
      { key: { text: 'Of these, awaiting sign-off' }, value: { text: sayNumber(card?.awaitingSignOff ?? 0) } },
      { key: { text: 'Outstanding' }, value: { text: sayNumber(card?.outstanding ?? 0) } },
      { key: { text: 'Not expected' }, value: { text: sayNumber(card?.excused ?? 0) } },
    ],
    box: {
      heading: 'Closing the round',
      paragraphs: [
        ...earlyWords(round, card?.outstanding ?? 0, now()),
        'Audit links stop letting people answer. By its link, a return that was submitted can still be read, and evidence that you asked for can still be added. Whoever opens another link is told that the round is closed.',
        'A chair or proprietor who still needs to sign a submitted return can do so afterwards, by a link of their own.',
        'Answers, evidence and history stay, and you can open the round again.',
      ],
      action: `/rounds/${round.id}/close`,
      button: { text: 'Close the round', warning: true },
      cancel: { text: 'Keep it open', href: `/rounds/${round.id}` },
    },
  })
}

/** What closing cuts off: before the due date, and while returns are still to come. */
function earlyWords({ dueAt }: Round, outstanding: number, now: Date): string[] {
  const returns = sayCount(outstanding, 'return is', 'returns are')
  return [
    ...(dueAt > now ? [`This is early: returns are due at ${sayInstant(dueAt)}.`] : []),
    ...(outstanding > 0 ? [`${returns} outstanding. These establishments can no longer answer once the round is closed.`] : []),
  ]
}

export const closeRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { already } = await closeRound(db, actor, round.id)
  req.session.notice = {
    text: `“${round.name}” is closed.${already ? ` ${await earlier.doneBy(db, actor, { roundId: round.id }, ['round.closed'])}` : ''}`,
  }
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
      paragraphs: ['Its audit links let people answer again. Nothing is sent to anyone, and due dates stay as they are.'],
      action: `/rounds/${round.id}/reopen`,
      button: { text: 'Open it again' },
      cancel: { text: 'Leave it closed', href: `/rounds/${round.id}` },
    },
  })
}

export const reopenRoundPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { already } = await reopenRound(db, actor, round.id)
  const by = already ? ` ${await earlier.doneBy(db, actor, { roundId: round.id }, ['round.reopened', 'round.opened'])}` : ''
  req.session.notice = { text: `“${round.name}” is open again. Its audit links work as before.${by}` }
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
        'The round and the choice of its establishments are removed. Nothing has been sent to anyone. The register and the questionnaires stay.',
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
