import { questionsIn } from '../../counting/index.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roundDocuments } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sampleHref, visibleSample } from '../../sampling/index.ts'
import { pairsNotBlind, pairsOfSample, readTwiceIn } from '../agreementStore.ts'
import { refuse } from '../refusals.ts'
import { agreementView } from './agreementView.ts'

/** How far those agree who reviewed the same establishments of a sample: for whoever has no such review of their own left to finish. */
export const agreementPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { partnershipId, accountId } = actor
  const { round, sample } = await visibleSample(db, actor, req)
  const readTwice = await readTwiceIn(db, partnershipId, sample.id, accountId)
  if (readTwice.mine) throw refuse.ownReviewOpen(sampleHref(round.id, sample.id))
  const said = await pairsOfSample(db, partnershipId, sample.id)
  const notBlind = await pairsNotBlind(db, partnershipId, sample.id)
  const questions = questionsIn(await roundDocuments(db, partnershipId, round.id))
  renderPage(res, 'reviewing/agreement', agreementView({ round, sample, readTwice, said, notBlind, questions }))
}
