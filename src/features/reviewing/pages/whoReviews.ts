import { isDisputed } from '../../verdicts/index.ts'
import { sayInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, sampleHref, type SampleMember } from '../../sampling/index.ts'
import { isBlind, isReadTwice, READER_WORDS, whyStranded } from '../review.ts'
import type { UnderReview } from './reviewed.ts'

/** Who reviews an establishment, how far each is, and what the person who looks can do about it. */
export function whoReviewsView(member: SampleMember, under: UnderReview, actor: StaffActor) {
  const here = memberHref({ ...member, memberId: member.id })
  const { reviews, own, isModerated, hasInterest } = under
  const goesOn = member.replacedAt === null
  const disputed = [...under.questions.values()].filter(isDisputed).length
  const isOver = isReadTwice(reviews) && !isBlind(reviews)
  return {
    lines: reviews.map(review => ({
      who: `${READER_WORDS[review.reading]}: ${review.reviewerName}${review.accountId === actor.accountId ? ' (you)' : ''}`,
      state: whyStranded(review) || (review.finishedAt ? `finished at ${sayInstant(review.finishedAt)}` : 'not finished'),
    })),
    nobody: reviews.length === 0 ? 'Given to nobody in particular: anyone who reviews may record verdicts.' : '',
    blind: isBlind(reviews) ? 'Two people review this establishment. Until both have finished, neither sees what the other found.' : '',
    assign: roleHolds(actor.role, 'sample.manage') && goesOn ? { text: 'Change who reviews it', href: `${here}/reviewers` } : undefined,
    finishHref: goesOn && own && !own.finishedAt ? `${here}/finish` : undefined,
    reopenAction: goesOn && own?.finishedAt && !isModerated && !hasInterest ? `${here}/reopen` : undefined,
    nextHref: own ? `/reviews/next?after=${member.id}` : undefined,
    disagreements: isOver
      ? {
          text:
            disputed === 0
              ? 'What the reviewers differed about'
              : `The reviewers differ about ${disputed} of the questions: this has to be settled first`,
          href: `${sampleHref(member.roundId, member.sampleId)}/disagreements`,
        }
      : undefined,
  }
}
