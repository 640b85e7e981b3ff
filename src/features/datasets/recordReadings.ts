import { questionsIn } from '../counting/index.ts'
import { inOrderOfParts } from '../findings/index.ts'
import type { Db } from '../../platform/db.ts'
import { readingOf, type Batches, type DataSetOf, type Reading } from '../../platform/tabular/dataSet.ts'
import type { Round } from '../rounds/index.ts'
import type { UsedVersion } from './catalogue.ts'
import { isChosen } from './choice.ts'
import { inOrderOfCodes } from './codeOrder.ts'
import type { Tally } from './reconcile.ts'
import { agreementsOf, selfRatingsIn } from './reviewReadings.ts'
import { pairsOfRound } from './reviewsStore.ts'
import { chasesOfRound, evidenceOfRound, extensionsOfRound, findingsOfRound, membersOfRound, verdictsOfRound } from './recordsStore.ts'
import type { Scope } from './scope.ts'
import { membersSet, verdictsSet } from './sets/samples.ts'
import { sampleFrameSet } from './sets/sampleFrame.ts'
import { agreementSet, doubleReviewsSet, selfRatingsSet } from './sets/reviews.ts'
import { findingsSet } from './sets/findings.ts'
import { codedCommentsOfRound, themesOfRound } from './commentsStore.ts'
import { codedCommentsSet, themesSet } from './sets/comments.ts'
import { chasesSet } from './sets/chases.ts'
import { extensionsSet } from './sets/extensions.ts'
import { evidenceSet } from './sets/evidence.ts'
import { framesOfRound } from './framesStore.ts'
import { trustsVeiled } from './stratumVeil.ts'
import { shaped, type Shape } from './shape.ts'

type Records = {
  trx: Db
  tally: Pick<Tally, 'pairs' | 'selfRated'>
  scope: Scope
  shape: Shape
  round: Pick<Round, 'evidenceAreas'>
  versions: readonly UsedVersion[]
  leastForWords: number
}

/** The chosen data sets of what staff did, each read on its own. */
export function recordReadings({ trx, tally, scope, shape, round, versions, leastForWords }: Records): Reading[] {
  const areas = new Map(round.evidenceAreas.map(({ key, title }) => [key, title]))
  const sections = new Map(versions.flatMap(({ document }) => document.sections.map(({ key, title }) => [key, title] as const)).reverse())
  const questions = questionsIn(versions)
  const documents = versions.map(({ document }) => document)
  async function* findingsInOrder(db: Db, of: Scope) {
    yield inOrderOfParts(await findingsOfRound(db, of), round.evidenceAreas, documents)
  }
  const reading = <Source>(set: DataSetOf<Source>, sources: (db: Db, of: Scope) => Batches<Source>): Reading[] =>
    isChosen(shape.choice, set.name) ? [readingOf(shaped(set, shape), inOrderOfCodes(sources(trx, scope), shape.veil))] : []
  return [
    ...reading(evidenceSet, evidenceOfRound),
    ...reading(extensionsSet, extensionsOfRound),
    ...reading(chasesSet, chasesOfRound),
    ...reading(membersSet, trustsVeiled(membersOfRound, shape.veil)),
    ...reading(sampleFrameSet, trustsVeiled(framesOfRound, shape.veil)),
    ...reading(verdictsSet(versions), verdictsOfRound),
    ...reading(doubleReviewsSet(versions), pairsOfRound),
    ...reading(agreementSet(questions), (db, of) => agreementsOf(db, of, questions, tally)),
    ...reading(selfRatingsSet(questions), (db, of) => selfRatingsIn(db, of, questions, tally)),
    ...reading(findingsSet({ areas, sections, least: leastForWords }), findingsInOrder),
    ...reading(themesSet, themesOfRound),
    ...reading(codedCommentsSet(versions), codedCommentsOfRound),
  ]
}
