import { type AskedQuestion, questionsIn } from '../../counting/index.ts'
import { strata } from '../../sampling/index.ts'
import type { Request } from 'express'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roundDocuments } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { samplesOf, strataOfSamples } from '../../sampling/index.ts'
import { selfRatedGroups } from '../selfRatingActions.ts'
import { notCountedYet, samplesReviewed, selfRatedParts } from '../selfRatingStore.ts'
import { selfRatingsView } from './selfRatingsView.ts'

/** How far what establishments said of themselves holds, as far as it was reviewed: by section, question and group. */
export const selfRatingsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const by = strataIn(req)
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const questions = questionsIn(await roundDocuments(db, round.partnershipId, round.id))
  const parts = await selfRatedParts(db, of, sectionsOf(questions))
  const groups = await selfRatedGroups(db, round, { by, parts })
  const open = await notCountedYet(db, of)
  const reviewed = await samplesReviewed(db, of)
  const samples = (await samplesOf(db, round.partnershipId, round.id)).filter(({ id }) => reviewed.has(id))
  const strata = samples.some(({ plan }) => plan.method === 'stratified') ? await strataOfSamples(db, round.partnershipId, round.id) : []
  renderPage(res, 'reviewing/selfRatings', selfRatingsView({ round, by, parts, groups, questions, open, samples, strata }))
}

/** In which section each question is. */
export const sectionsOf = (questions: ReadonlyMap<string, AskedQuestion>): Map<string, string> =>
  new Map([...questions].map(([key, { section }]) => [key, section.key]))

/** By what the address groups establishments; by phase when it names nothing that groups. */
export const strataIn = (req: Request): strata.Strata => strata.STRATA.find(known => known === queryText(req, 'by')) ?? 'phase'
