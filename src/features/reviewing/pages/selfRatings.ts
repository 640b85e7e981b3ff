import { questionsIn } from '../../counting/index.ts'
import { strata } from '../../sampling/index.ts'
import type { Request } from 'express'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roundDocuments } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { samplesOf } from '../../sampling/index.ts'
import { withSelfRatings } from '../selfRatingActions.ts'
import { selfRatingsView } from './selfRatingsView.ts'

/** How far what establishments said of themselves holds, as far as it was reviewed: by section, question and group. */
export const selfRatingsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const by = strataIn(req)
  const questions = questionsIn(await roundDocuments(db, round.partnershipId, round.id))
  const { counted, samples } = await withSelfRatings(db, round, { by, questions }, async (trx, counted) => ({
    counted,
    samples: (await samplesOf(trx, round.partnershipId, round.id)).filter(({ id }) => counted.samples.includes(id)),
  }))
  renderPage(res, 'reviewing/selfRatings', selfRatingsView({ ...counted, round, by, questions, samples }))
}

/** By what the address groups establishments; by phase when it names nothing that groups. */
export const strataIn = (req: Request): strata.Strata => strata.STRATA.find(known => known === queryText(req, 'by')) ?? 'phase'
