import type { FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { summary } from '../../questions/index.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref, samplesTrail, type AreaToReview, type DipSample, type SampleMember } from '../../sampling/index.ts'
import type { VerdictConflict } from '../merge.ts'
import type { TypedVerdict } from '../schemas.ts'
import { VERDICT_WORDS, VERDICTS } from '../verdict.ts'
import { questionView } from './questionView.ts'
import { fileLink, reviewedIn, type UnderReview } from './reviewed.ts'

export type AreaState = {
  round: Round
  sample: DipSample
  member: SampleMember
  under: UnderReview
  area: AreaToReview
  actor: StaffActor
  errors?: readonly FormError[]
  conflicts?: readonly VerdictConflict[]
  unfit?: readonly string[]
  /** What was typed about questions that are not asked of the establishment any more. */
  notAsked?: readonly TypedVerdict[]
  typedIn?: ReadonlyMap<string, TypedVerdict>
}

/** What the page of one area shows and says. */
export function areaView(state: AreaState, next: AreaToReview | undefined) {
  const { round, sample, member, under, area, actor, errors = [], conflicts = [], unfit = [], notAsked = [] } = state
  const path = { roundId: round.id, sampleId: sample.id, memberId: member.id }
  const attached = new Set(area.questions.map(({ key }) => key))
  const elsewhere = under.files.filter(({ questionKeys }) => !questionKeys.some(key => attached.has(key)))
  const answered = area.questions.map(({ key }) => under.answered(key))
  const about = (key: string, text: string) => ({ text: `${text} “${nameOf(area, key)}”`, href: `#verdict-${key}` })
  return {
    title: area.title,
    layout: 'staff' as const,
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: area.title },
    ),
    errors: [
      ...summaryOf(errors),
      ...conflicts.map(({ questionKey }) => about(questionKey, 'Someone else recorded another verdict on')),
      ...unfit.map(key => about(key, 'The answer has changed since you opened the page: choose again on')),
      ...(notAsked.length === 0
        ? []
        : [{ text: 'Some questions are not asked any more: your verdicts on them were not saved', href: '#not-asked' }]),
    ],
    establishment: member.establishmentName,
    progress:
      area.questions.length === 0 ? 'Nothing is asked in this area.' : `${reviewedIn(area, under)} of ${area.questions.length} reviewed.`,
    state:
      under.whyNot ??
      (under.reading === 'second'
        ? 'You are the second reviewer. You do not see what the first found, nor they what you find, until both have finished.'
        : ''),
    selfRated: answered.some(Boolean),
    kept: area.evidenceQuestions.flatMap(question => {
      const said = under.responses.get(question.key)
      return said ? summary(question, said.answer) : []
    }),
    notAsked: notAsked.map(({ verdict, note, quote }) =>
      [VERDICTS.find(known => known === verdict), note, quote]
        .map(part => (part === undefined ? '' : part in VERDICT_WORDS ? VERDICT_WORDS[part as keyof typeof VERDICT_WORDS].words : part))
        .filter(part => part !== '')
        .join(' · '),
    ),
    files: elsewhere.map(file => fileLink(member.returnId, file)),
    filesHeading: elsewhere.length === under.files.length ? 'Documents' : 'Other documents of this return',
    meanings: VERDICTS.filter(
      verdict => VERDICT_WORDS[verdict].about === 'either' || answered.includes(VERDICT_WORDS[verdict].about === 'answer'),
    ).map(verdict => ({ words: VERDICT_WORDS[verdict].words, means: VERDICT_WORDS[verdict].hint })),
    action: `${memberHref(path)}/areas/${area.key}`,
    editable: roleHolds(actor.role, 'review.record') && member.replacedAt === null && under.whyNot === undefined,
    questions: area.questions.map(question => questionView(question, { ...state, errorOf: errorsBy(errors) })),
    nextText: next ? `Save and go on to ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}` : '',
    backHref: memberHref(path),
  }
}

const nameOf = (area: AreaToReview, key: string): string => {
  const question = area.questions.find(candidate => candidate.key === key)
  return question?.shortLabel ?? question?.label ?? key
}
