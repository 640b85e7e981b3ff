import type { Db } from '../../platform/db.ts'
import { partOf, type PartOf } from '../../platform/tabular/dataSet.ts'
import { findingsOf, sentenceOf } from '../findings/index.ts'
import { answersIn, themesOf } from '../saidDid/index.ts'
import type { Scope } from './scope.ts'
import { didSet, saidSet, type SourceAnswer, type SourceTheme } from './sets/saidDid.ts'
import { shaped, type Shape } from './shape.ts'

/** A theme with its answers. */
export type ReadTheme = { said: SourceTheme; did: SourceAnswer[] }

export const saidDidParts = (shape: Shape): PartOf<ReadTheme>[] => [
  partOf(shaped(didSet, shape), ({ did }) => did),
  partOf(shaped(saidSet, shape), ({ said }) => [said]),
]

/** Every theme of the round in the order of its page. @param least how many have to be counted for a word of the scale */
export async function* themesOfRound(db: Db, { partnershipId, roundId }: Scope, least: number): AsyncGenerator<ReadTheme> {
  const themes = await themesOf(db, partnershipId, roundId)
  if (themes.length === 0) return
  const sentences = new Map((await findingsOf(db, partnershipId, roundId)).map(finding => [finding.id, sentenceOf(finding, least)]))
  const { placements, answers } = await answersIn(db, partnershipId, roundId)
  const known = new Map(answers.map(answer => [answer.action.id, answer]))
  const placed = Map.groupBy(placements, ({ themeId }) => themeId)
  const seen = new Set<number>()
  for (const [at, theme] of themes.entries()) {
    const did = (placed.get(theme.id) ?? []).flatMap(({ actionId }, place): SourceAnswer[] => {
      const answer = known.get(actionId)
      const isFirst = !seen.has(actionId)
      seen.add(actionId)
      return answer ? [{ theme, themePlace: at + 1, place: place + 1, answer, isFirst }] : []
    })
    const rests = new Set(theme.findingIds)
    const numbers = [...sentences].filter(([id]) => rests.has(id)).map(([, sentence]) => sentence)
    yield { said: { theme, place: at + 1, sentences: numbers, answers: did.length }, did }
  }
}
