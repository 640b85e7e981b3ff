import type { Request } from 'express'
import { idIn } from '../../../platform/forms/fields.ts'
import { queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { yearOnYear } from '../actions.ts'
import { earlierRounds, type EarlierRound } from '../roundStore.ts'
import { deletedState, firstRoundState, yearOnYearView } from './view.ts'

/** What a round answered beside what an earlier one did, question by question, where the two can be compared. */
export const yearOnYearPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const earlier = await earlierRounds(db, actor.partnershipId, round.id)
  const frame = {
    title: 'Year on year',
    layout: 'staff' as const,
    breadcrumbs: roundTrail(round, { text: 'Year on year' }),
    roundName: round.name,
  }
  const then = chosen(req, earlier)
  if (!then || round.answersDeletedAt !== null || then.answersDeletedAt !== null) {
    const empty = then ? deletedState(round, then) : firstRoundState(round)
    renderPage(res, 'yearOnYear/page', { ...frame, empty, choices: choicesOf(round, earlier, then) })
    return
  }
  const ofBoth = queryText(req, 'of') === 'both'
  const of = { partnershipId: actor.partnershipId, roundId: round.id, against: then.id }
  const found = await yearOnYear(db, of, { matched: ofBoth })
  const { leastForWords } = await settingsOf(db, actor.partnershipId)
  renderPage(res, 'yearOnYear/page', {
    ...frame,
    choices: choicesOf(round, earlier, then),
    ...yearOnYearView({ round, then, ofBoth, least: leastForWords, found }),
  })
}

/** The round that the address names; the newest that has answers when it names none. @throws Refusal not found when it names another */
function chosen(req: Request, earlier: readonly EarlierRound[]): EarlierRound | undefined {
  const against = queryText(req, 'against')
  if (against === '') return earlier.find(({ answersDeletedAt }) => answersDeletedAt === null) ?? earlier[0]
  const found = earlier.find(({ id }) => id === idIn<'round'>(against))
  if (!found) throw notFound()
  return found
}

const choicesOf = (round: Round, earlier: readonly EarlierRound[], then: EarlierRound | undefined) =>
  earlier.length < 2
    ? undefined
    : {
        label: 'Compare with',
        items: earlier.map(({ id, name }) => ({
          text: name,
          href: `/rounds/${round.id}/year-on-year?against=${id}`,
          current: id === then?.id,
        })),
      }
