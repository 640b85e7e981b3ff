import { questionsIn, nameOf } from '../../counting/index.ts'
import type { Db } from '../../../platform/db.ts'
import { sayList } from '../../../platform/say.ts'
import { roundDocuments } from '../../counting/index.ts'
import type { Round } from '../../rounds/index.ts'
import { mostOverRated, sayFewJudged } from '../overRated.ts'
import { overRatedBefore } from '../overRatedStore.ts'
import { selfRatingsHref } from '../paths.ts'

/** What to look at because it was over-rated in the round before, where anything was. */
export async function overRatedNote(
  db: Db,
  { id, partnershipId, evidenceAreas }: Pick<Round, 'id' | 'partnershipId' | 'evidenceAreas'>,
): Promise<{ text: string; href: string } | undefined> {
  const before = await overRatedBefore(db, partnershipId, id)
  const most = mostOverRated(before?.counted ?? [])
  if (!before || most.length === 0) return undefined
  const questions = questionsIn(await roundDocuments(db, partnershipId, before.roundId))
  const areas = evidenceAreas.filter(({ key }) => most.some(({ question }) => questions.get(question)?.question.areas?.includes(key)))
  const named = most.map(({ question, over, judged }) => `“${nameOf(question, questions)}” (${over} of ${judged})`)
  return {
    text: [
      `In “${before.name}” reviewers found these over-rated most: ${sayList(named)}.`,
      ...[sayFewJudged(most)].filter(said => said !== ''),
      ...(areas.length > 0 ? [`They belong to ${sayList(areas.map(({ title }) => `“${title}”`))}.`] : []),
    ].join(' '),
    href: selfRatingsHref(before.roundId),
  }
}
