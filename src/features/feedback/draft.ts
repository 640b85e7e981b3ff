import { type Direction, tellVerdict, type Verdict } from '../verdicts/index.ts'
import { isFinished, planOf, type PlanNote } from '../actionPlan/index.ts'
import { londonDate } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import { askedSections, type Answers, type QuestionnaireDocument, type Section } from '../questionnaires/index.ts'
import type { EstablishmentFacts } from '../establishments/index.ts'
import { shares } from '../findings/index.ts'
import { isBlank, mayNeedAction, needsAction, summary, valuesOf, type Action, type Json, type Question } from '../questions/index.ts'
import { DISPOSITIONS, type Disposition } from '../returns/index.ts'
import { OUTCOME_WORDS, type Outcome } from '../sampling/index.ts'
import type { ComparedRating, FeedbackContent } from './content.ts'
import { goodOf, type RatedWell } from './good.ts'
import type { Peers } from './similar.ts'

/** All that is known of one establishment when its feedback is drafted. */
export type ToDraft = {
  document: Pick<QuestionnaireDocument, 'sections'>
  facts: EstablishmentFacts
  disposition: Disposition
  answers: ReadonlyMap<string, { answer: Json; action: Action | null }>
  files: number
  /** What it said of its actions, the newest first. */
  notes: readonly PlanNote[]
  peers: Peers | undefined
  /** Its return is among those of which others are told. */
  isCounted: boolean
  /** In every sample that it was drawn in. */
  reviews: readonly ReviewToTell[]
}

type ReviewToTell = {
  sample: string
  outcome: Outcome | null
  concludedAt: Date | null
  note: string
  reviewed: number | null
  asked: number | null
  verdicts: readonly { questionKey: string; verdict: Verdict; direction: Direction | null; quote: string }[]
}

const MOST_ACTIONS = 50

/** What the data say to one establishment: its ratings beside others', what was good, what it said it would do, and what reviewers found. */
export function draftFeedback(given: ToDraft): FeedbackContent {
  const { document, facts, answers, disposition, peers, reviews, files } = given
  const returned = DISPOSITIONS[disposition].group === 'completed'
  const asked = askedSections(document, facts, plain(answers))
  const questions = new Map(asked.flatMap(section => section.questions.map(question => [question.key, question] as const)))
  const rated = returned
    ? asked
        .map(({ title, questions }) => ({ title, ratings: questions.filter(mayNeedAction).map(question => ratedOf(question, given)) }))
        .filter(({ ratings }) => ratings.length > 0)
    : []
  return {
    returned,
    standing: DISPOSITIONS[disposition].words,
    comparedWith: rated.length > 0 ? (peers?.words ?? '') : '',
    scale: shares.SHARE_SCALE,
    isCounted: given.isCounted,
    sections: rated.map(({ title, ratings }) => ({ title, ratings: ratings.map(compared) })),
    good: returned ? goodOf({ sections: rated, reviewed: reviewedOf(reviews, answers), files }) : [],
    ...(returned ? actionsOf(asked, given) : { actions: [] }),
    reviews: reviews.flatMap(review => (review.outcome === null ? [] : [reviewWords(review, review.outcome, questions)])),
    inReview: reviews.some(({ outcome }) => outcome === null),
    held: { answers: [...answers.values()].filter(({ answer }) => !isBlank(answer)).length, files },
  }
}

const plain = (answers: ToDraft['answers']): Answers => new Map([...answers].map(([key, { answer }]) => [key, answer]))
const nameOf = ({ shortLabel, label }: Question): string => shortLabel ?? label

type Rated = RatedWell & { fallsShort: boolean; best: string }

function ratedOf(question: Question, { answers, peers }: ToDraft): Rated {
  const answer = answers.get(question.key)?.answer ?? null
  // Scales are written from their best value down.
  const [best] = valuesOf(question)
  return {
    label: nameOf(question),
    own: isBlank(answer) ? 'Not answered' : summary(question, answer).join('; '),
    fallsShort: needsAction(question, answer),
    isRated: !isBlank(answer) && answer !== 'na',
    isBest: best !== undefined && answer === best.value,
    best: best?.label ?? '',
    share: peers?.best[question.key] ?? '',
    ofAll: peers?.askedAll.includes(question.key) ?? false,
  }
}

const compared = ({ label, own, fallsShort, share, ofAll, best }: Rated): ComparedRating => ({
  ...{ label, own, fallsShort },
  others: share === '' ? '' : `${share}${ofAll ? '' : ' of those of them who were asked'} say “${best}”`,
})

/**
 * The answers that reviewers looked at, once their review was concluded, each once: they agree with one where all who looked at it do. What
 * they could not tell is looked at too; a question without an answer is none.
 */
function reviewedOf(reviews: ToDraft['reviews'], answers: ToDraft['answers']): { agreed: number; of: number } {
  const found = reviews.filter(({ outcome }) => outcome !== null).flatMap(({ verdicts }) => verdicts)
  const byQuestion = Map.groupBy(
    found.filter(({ questionKey }) => !isBlank(answers.get(questionKey)?.answer ?? null)),
    ({ questionKey }) => questionKey,
  )
  return { agreed: [...byQuestion.values()].filter(all => all.every(({ verdict }) => verdict === 'agrees')).length, of: byQuestion.size }
}

/** Its action plan, as far as the establishment said it is; what is still to be done comes first. */
function actionsOf(asked: readonly Section[], { answers, notes }: ToDraft): Pick<FeedbackContent, 'actions' | 'actionsInAll'> {
  const responses = new Map([...answers].map(([key, given]) => [key, { ...given, comment: null }]))
  const { actions } = planOf({ asked, responses, notes, reminders: [], switches: [] }, ANY_DAY)
  const listed = actions
    .toSorted((one, other) => Number(isFinished(one.state)) - Number(isFinished(other.state)))
    .slice(0, MOST_ACTIONS)
    .map(({ serves, what, owner, dueOn, state, notes: said }) => ({
      ...{ about: serves.map(({ label }) => label).join('; '), what, owner: owner ?? '', dueOn, state },
      saidOn: said[0] ? londonDate(said[0].at) : null,
    }))
  return { actions: listed, actionsInAll: { all: actions.length, finished: actions.filter(({ state }) => isFinished(state)).length } }
}

/** What is overdue is not told of here. */
const ANY_DAY = '2000-01-01'

function reviewWords(
  { sample, concludedAt, note, reviewed, asked, verdicts }: ReviewToTell,
  outcome: Outcome,
  questions: ReadonlyMap<string, Question>,
): FeedbackContent['reviews'][number] {
  const found = new Map(verdicts.map(one => [one.questionKey, one]))
  return {
    sample,
    concludedOn: concludedAt === null ? null : londonDate(concludedAt),
    outcome: OUTCOME_WORDS[outcome].words,
    means: OUTCOME_WORDS[outcome].means,
    note,
    looked:
      reviewed === null || asked === null ? '' : `We looked at ${reviewed === 0 ? 'none' : reviewed} of ${sayCount(asked, 'question')}.`,
    // As they are asked, whatever the order in which somebody looked at them.
    verdicts: [...questions.values()].flatMap(question => {
      const one = found.get(question.key)
      return one ? [{ label: nameOf(question), verdict: tellVerdict(one), quote: one.quote }] : []
    }),
  }
}
