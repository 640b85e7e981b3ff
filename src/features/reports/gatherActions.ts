import { drawUpStatement, roundOverview, statementCounts } from '../dashboard/index.ts'
import { actionsOf, leadsOf } from '../actions/index.ts'
import { approvedQuotations, themesWritten } from '../coding/index.ts'
import { countFeedback } from '../feedback/index.ts'
import { actionLinksOf, answersForReport } from '../findings/index.ts'
import { readyAnswers } from '../counting/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { reviewsForReport } from '../reviewing/index.ts'
import type { Round } from '../rounds/index.ts'
import { saidDidIn } from '../saidDid/index.ts'
import { samplesOf, strataOfSamples } from '../sampling/index.ts'
import type { Stamp } from './changes.ts'
import type { Facts, ReportedAction } from './facts.ts'
import type { Audience } from './report.ts'

/** Returns were sent between two counts, so that the statement and the answers do not fit together. */
export class CountsMoved extends Error {
  override name = 'CountsMoved'
}

type Gathered = { facts: Facts; stamp: Stamp }

/**
 * Everything that a report says, by the functions with which the pages count it.
 *
 * @throws CountsMoved when returns came in meanwhile: it is read again then
 */
export async function gather(db: Db, round: Round, { audience, at }: { audience: Audience; at: Date }): Promise<Gathered> {
  const { partnershipId, id: roundId } = round
  const of = { partnershipId, roundId }
  const { name, smallestShown, leastForWords } = await settingsOf(db, partnershipId)
  const generation = await readyAnswers(db, of)
  const answers = await answersForReport(db, round, audience === 'covered')
  const { phases, numbers } = await roundOverview(db, partnershipId, roundId)
  const statement = drawUpStatement(await statementCounts(db, partnershipId, roundId))
  const { issued, expected, completed } = statement.figures
  if (numbers.issued !== issued || numbers.completed !== completed) throw new CountsMoved('the phases and the statement differ')
  if (answers.population !== null && answers.population !== completed) throw new CountsMoved('the answers and the statement differ')
  const samples = await samplesOf(db, partnershipId, roundId)
  const findings = answers.parts.flatMap(part => part.findings)
  const sentences = new Map(findings.map(({ id, sentence }) => [id, sentence]))
  const facts: Facts = {
    ...{ partnership: name, round, audience, at, statement, phases, answers, samples },
    rule: { threshold: smallestShown, minimum: Math.max(leastForWords, smallestShown), least: leastForWords },
    comments: { ...(await themesWritten(db, of)), quotations: (await approvedQuotations(db, of)).quotations },
    strata: await strataOfSamples(db, partnershipId, roundId),
    reviews: await reviewsForReport(db, round, samples),
    actions: await actionsAbout(db, of, sentences),
    saidDid: await saidDidIn(db, round, sentences),
    feedback: await countFeedback(db, of),
  }
  return { facts, stamp: { issued, expected, completed, generation, findings: answers.counted } }
}

/** Each action about findings of the round, once. */
async function actionsAbout(
  db: Db,
  { partnershipId, roundId }: { partnershipId: Id<'partnership'>; roundId: Id<'round'> },
  sentences: ReadonlyMap<Id<'finding'>, string>,
): Promise<ReportedAction[]> {
  const links = await actionLinksOf(db, partnershipId, roundId)
  const ids = [...new Set(links.map(({ actionId }) => actionId))]
  if (ids.length === 0) return []
  const known = new Map((await actionsOf(db, partnershipId, ids)).map(action => [action.id, action]))
  const leads = await leadsOf(db, partnershipId, ids)
  return ids.flatMap(id => {
    const action = known.get(id)
    const about = links.filter(({ actionId }) => actionId === id).flatMap(({ findingId }) => sentences.get(findingId) ?? [])
    return action ? [{ action, leads: leads.filter(({ actionId }) => actionId === id), about }] : []
  })
}
