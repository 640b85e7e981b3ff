import { type AskedQuestion, inOrder } from '../counting/index.ts'
import type { Db } from '../../platform/db.ts'
import { agreementOf, cellsOf, judgedOf } from '../reviewing/index.ts'
import type { Tally } from './reconcile.ts'
import { saidOfRound, selfRatingsOfRound, type SourceSaid } from './reviewsStore.ts'
import type { Scope } from './scope.ts'
import type { SourceAgreement, SourceSelfRating } from './sets/reviews.ts'

type Questions = ReadonlyMap<string, AskedQuestion>

/** How the two reviewers of each sample agree: about all its questions, and about each in the order of the questionnaire. */
export async function* agreementsOf(
  db: Db,
  scope: Scope,
  questions: Questions,
  tally: Pick<Tally, 'pairs'>,
): AsyncGenerator<SourceAgreement[]> {
  const samples = Map.groupBy(await saidOfRound(db, scope), ({ sampleId }) => sampleId)
  for (const said of samples.values()) {
    const found = agreementsIn(said, questions)
    for (const { question, pairs } of found) if (question !== null) tally.pairs += pairs
    yield found
  }
}

function agreementsIn(said: readonly SourceSaid[], questions: Questions): SourceAgreement[] {
  const [first] = said
  if (!first) return []
  const { sampleId, sampleName } = first
  const byQuestion = Map.groupBy(said, ({ question }) => question)
  const row = (question: string | null, of: readonly SourceSaid[]) => ({ sampleId, sampleName, question, ...agreementOf(cellsOf(of)) })
  return [row(null, said), ...inOrder(byQuestion.keys(), questions).map(key => row(key, byQuestion.get(key) ?? []))]
}

/** What reviewers found of the self-ratings, question by question in the order of the questionnaire. */
export async function* selfRatingsIn(
  db: Db,
  scope: Scope,
  questions: Questions,
  tally: Pick<Tally, 'selfRated'>,
): AsyncGenerator<SourceSelfRating[]> {
  const counted = new Map((await selfRatingsOfRound(db, scope)).map(found => [found.question, found]))
  const found = inOrder(counted.keys(), questions).flatMap(key => counted.get(key) ?? [])
  for (const one of found) tally.selfRated += judgedOf(one) + one.cannot_tell + one.no_evidence
  yield found
}
