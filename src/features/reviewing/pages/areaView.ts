import type { AreaState } from './areaState.ts'
import { type AreaToReview } from '../reviewQuestions.ts'
import { VERDICT_WORDS, VERDICTS } from '../../verdicts/index.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { roleHolds } from '../../accounts/index.ts'
import { summary, type Question } from '../../questions/index.ts'
import { memberHref, sampleHref, samplesTrail, type SampleMember } from '../../sampling/index.ts'
import { goodEvidence } from '../rubric.ts'
import type { TypedVerdict } from '../schemas.ts'
import { DIRECTED_VERDICTS, hasEvidence, questionView } from './questionView.ts'
import { fileLink, reviewedIn, type UnderReview } from './reviewed.ts'

/** What the page of one area shows and says. @param next where the reviewer can go on from here */
export function areaView(state: AreaState, next: { area: AreaToReview | undefined; school: SampleMember | undefined }) {
  const { round, sample, member, under, area, actor, rubrics, errors = [] } = state
  const path = { roundId: round.id, sampleId: sample.id, memberId: member.id }
  const answered = area.questions.map(({ key }) => under.answered(key))
  const editable = roleHolds(actor.role, 'review.record') && member.replacedAt === null && under.whyNot === undefined
  const good = goodEvidence(rubrics, 'question')
  const questions = area.questions.map(question => questionView(question, { ...state, good, errorOf: errorsBy(errors) }))
  const isLarge = ({ key }: { key: string }) => hasEvidence(key, { under, good })
  return {
    title: area.title,
    layout: 'staff' as const,
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: area.title },
    ),
    errors: errorsOf(state),
    establishment: member.establishmentName,
    progress:
      area.questions.length === 0 ? 'Nothing is asked in this area.' : `${reviewedIn(area, under)} of ${area.questions.length} reviewed.`,
    left: leftOf([...area.questions.filter(isLarge), ...area.questions.filter(question => !isLarge(question))], under, editable),
    state:
      under.whyNot ??
      (under.reading === 'second'
        ? 'You are the second reviewer. You do not see what the first found, nor they what you find, until both have finished.'
        : ''),
    selfRated: answered.some(Boolean),
    good: goodEvidence(rubrics, 'area')(area.key),
    notAsked: (state.notAsked ?? []).map(sayTyped),
    documents: documentsOf(state),
    meanings: VERDICTS.filter(
      verdict => VERDICT_WORDS[verdict].about === 'either' || answered.includes(VERDICT_WORDS[verdict].about === 'answer'),
    ).map(verdict => ({ words: VERDICT_WORDS[verdict].words, means: VERDICT_WORDS[verdict].hint })),
    action: `${memberHref(path)}/areas/${area.key}`,
    draft: `${actor.accountId} ${member.id}`,
    isUnsaved: state.typedIn !== undefined,
    editable,
    directed: DIRECTED_VERDICTS,
    groups: [
      { heading: 'What the documents can show', questions: questions.filter(question => question.isLarge) },
      { heading: 'Other questions', questions: questions.filter(question => !question.isLarge) },
    ].filter(group => group.questions.length > 0),
    nextText: next.area ? `Save and go on to ${next.area.title.charAt(0).toLowerCase()}${next.area.title.slice(1)}` : '',
    nextSchool: next.school?.establishmentName ?? '',
    backHref: memberHref(path),
  }
}

/** What has to be seen to first, each leading to its question. */
function errorsOf({ area, errors = [], conflicts = [], unfit = [], notAsked = [] }: AreaState) {
  const about = (key: string, text: string) => ({ text: `${text} “${nameOf(area, key)}”`, href: `#verdict-${key}` })
  return [
    ...summaryOf(errors).map(({ text, href }) => ({ text: `${text}: “${nameOf(area, href.slice(href.indexOf('-') + 1))}”`, href })),
    ...conflicts.map(({ questionKey }) => about(questionKey, 'Someone else recorded another verdict on')),
    ...unfit.map(key => about(key, 'The answer has changed since you opened the page: choose again on')),
    ...(notAsked.length === 0
      ? []
      : [{ text: 'Some questions are not asked any more: your verdicts on them were not saved', href: '#not-asked' }]),
  ]
}

/** The questions that have no verdict yet, those that documents speak of first. */
function leftOf(questions: readonly Question[], { verdicts }: UnderReview, editable: boolean) {
  const left = questions.filter(({ key }) => !verdicts.has(key))
  return {
    text: left.length === 1 ? '1 question has no verdict yet' : `${left.length} questions have no verdict yet`,
    items: left.map(({ key, label }) => ({ text: label, href: editable ? `#verdict-${key}` : `#question-${key}` })),
  }
}

/** The documents of the return, those for this area first, and the one that is shown beside the questions to begin with. */
function documentsOf({ under, area, member }: AreaState) {
  const here = new Set([...area.questions, ...area.evidenceQuestions].map(({ key }) => key))
  const isHere = ({ questionKeys }: { questionKeys: string[] }) => questionKeys.some(key => here.has(key))
  const links = (files: typeof under.files) => files.map(file => fileLink(member.returnId, file))
  const [own, others] = [links(under.files.filter(isHere)), links(under.files.filter(file => !isHere(file)))]
  return {
    own,
    others,
    othersText: own.length === 0 ? 'Documents of this return' : 'Other documents of this return',
    /** Where it says that evidence is kept elsewhere. */
    kept: area.evidenceQuestions.flatMap(question => {
      const said = under.responses.get(question.key)
      return said ? summary(question, said.answer) : []
    }),
    first: [...own, ...others].find(({ frameHref }) => frameHref !== '')?.frameHref ?? '',
  }
}

/** "Partly agrees · half of it": what was typed about a question that is not asked any more. */
const sayTyped = ({ verdict, note, quote }: TypedVerdict): string =>
  [VERDICTS.find(known => known === verdict), note, quote]
    .map(part => (part === undefined ? '' : part in VERDICT_WORDS ? VERDICT_WORDS[part as keyof typeof VERDICT_WORDS].words : part))
    .filter(part => part !== '')
    .join(' · ')

const nameOf = (area: AreaToReview, key: string): string => {
  const question = area.questions.find(candidate => candidate.key === key)
  return question?.shortLabel ?? question?.label ?? key
}
