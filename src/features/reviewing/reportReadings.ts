import type { Db } from '../../platform/db.ts'
import { questionsIn, roundDocuments } from '../counting/index.ts'
import type { Round } from '../rounds/index.ts'
import type { DipSample } from '../sampling/index.ts'
import { agreementOf, type Agreement } from './agreement.ts'
import { pairsOfSample } from './agreementStore.ts'
import { cellsOf } from './readTwice.ts'
import { sayAgreed, sayKappa, sayWhole } from './sayReviewed.ts'
import type { SelfRated } from './selfRating.ts'
import { selfRatedParts } from './selfRatingStore.ts'

/** How far reviewers agree in one sample, with the words of its page; nothing where no two gave a verdict on the same question. */
export type ReportedAgreement = Agreement & { sampleId: DipSample['id']; said: string; kappaSaid: string }

/** What a report says of reviews: self-ratings as a whole and by section, and agreement by sample. */
export type ReportedReviews = {
  /** Undefined where no self-rating was reviewed. */
  whole: (SelfRated & { said: string }) | undefined
  sections: (SelfRated & { title: string })[]
  agreements: ReportedAgreement[]
}

/** What the pages of self-ratings and of agreement count. */
export async function reviewsForReport(db: Db, round: Round, samples: readonly Pick<DipSample, 'id'>[]): Promise<ReportedReviews> {
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const questions = questionsIn(await roundDocuments(db, round.partnershipId, round.id))
  const parts = await selfRatedParts(db, of, new Map([...questions].map(([key, { section }]) => [key, section.key])))
  const all = parts.find(({ part }) => part === 'all')
  const counted = new Map(parts.flatMap(part => (part.part === 'section' ? [[part.section ?? '', part] as const] : [])))
  const titles = new Map([...questions.values()].map(({ section }) => [section.key, section.title]))
  const agreements: ReportedAgreement[] = []
  for (const { id: sampleId } of samples) {
    const agreement = agreementOf(cellsOf(await pairsOfSample(db, round.partnershipId, sampleId)))
    if (agreement.pairs > 0) agreements.push({ sampleId, ...agreement, said: sayAgreed(agreement), kappaSaid: sayKappa(agreement) })
  }
  return {
    whole: all && all.establishments > 0 ? { ...all, said: sayWhole(all) } : undefined,
    sections: [...titles, ['', 'Questions that are not asked any more'] as const].flatMap(([key, title]) => {
      const counts = counted.get(key)
      return counts ? [{ ...counts, title }] : []
    }),
    agreements,
  }
}
