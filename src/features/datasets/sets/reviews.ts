import { type AskedQuestion, questionsIn } from '../../counting/index.ts'
import { DIRECTION_WORDS, VERDICT_WORDS } from '../../verdicts/index.ts'
import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import type { Id } from '../../../platform/id.ts'
import { judgedOf, shareOf, type Agreement, type SelfRated } from '../../reviewing/index.ts'
import type { UsedVersion } from '../catalogue.ts'
import type { SourcePair } from '../reviewsStore.ts'
import { whoseRow } from '../whoseRow.ts'
import { sayCodes } from '../words.ts'

const pair = columnsFor<SourcePair>()
const VERDICTS = sayCodes(VERDICT_WORDS, 'words')
const DIRECTIONS = sayCodes(DIRECTION_WORDS, 'words')

/** What two reviewers found of the same question, side by side. */
export function doubleReviewsSet(versions: readonly Pick<UsedVersion, 'id' | 'document'>[]): DataSetOf<SourcePair> {
  const worded = new Map(versions.map(version => [version.id, questionsIn([version])]))
  return {
    name: 'double_reviews',
    title: 'Double reviews',
    description:
      'What two reviewers found of the same question, once both had finished: one row for each establishment and question on which both readings have a verdict.',
    leading: 3,
    columns: [
      ...whoseRow<SourcePair>(source => source),
      pair.id('sample_id', 'The sample', ({ sampleId }) => sampleId, 'Sample'),
      pair.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
      pair.text('question_set', 'Question set that the establishment answers', ({ setCode }) => setCode, { width: 13 }),
      pair.text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question, {
        width: 34,
      }),
      pair.text(
        'question_label',
        'The question as this establishment read it',
        ({ versionId, question }) => worded.get(versionId)?.get(question)?.question.label ?? null,
        { width: 60 },
      ),
      pair.code('first_verdict', 'What the first reviewer found', VERDICTS, given => given.firstVerdict),
      pair.code('first_direction', 'Which way the answer is out, as the first reviewer found', DIRECTIONS, given => given.firstDirection),
      pair.words('first_note', 'Note of the first reviewer', given => given.firstNote, { width: 40 }),
      pair.name('first_reviewer', 'The first reviewer', given => given.firstBy),
      pair.code('second_verdict', 'What the second reviewer found', VERDICTS, given => given.secondVerdict),
      pair.code(
        'second_direction',
        'Which way the answer is out, as the second reviewer found',
        DIRECTIONS,
        given => given.secondDirection,
      ),
      pair.words('second_note', 'Note of the second reviewer', given => given.secondNote, { width: 40 }),
      pair.name('second_reviewer', 'The second reviewer', given => given.secondBy),
      pair.flag(
        'agree',
        'True when both found the same, including the direction',
        given => given.firstVerdict === given.secondVerdict && given.firstDirection === given.secondDirection,
      ),
      pair.code('moderated_verdict', 'What was settled; blank where nothing was', VERDICTS, given => given.moderatedVerdict),
      pair.code('moderated_direction', 'Which way the answer is out, as was settled', DIRECTIONS, given => given.moderatedDirection),
      pair.words('moderated_reason', 'Why it was settled so', given => given.moderatedNote, { width: 40 }),
      pair.name('moderated_by', 'Who settled it', given => given.moderatedBy),
      pair.flag(
        'blind',
        'True when each verdict is that of its own reviewer, from before either could see the other’s; Agreement counts these alone',
        given => given.blind,
      ),
    ],
  }
}

/** How the two reviewers of a sample agree about a question; of all its questions together where none is named. */
export type SourceAgreement = Agreement & { sampleId: Id<'sample'>; sampleName: string; question: string | null }
const agreement = columnsFor<SourceAgreement>()
const ABOUT = { question: 'One question of the sample', sample: 'All questions of the sample together' }

export function agreementSet(questions: ReadonlyMap<string, AskedQuestion>): DataSetOf<SourceAgreement> {
  const kappa = (given: SourceAgreement) => (typeof given.kappa === 'string' ? undefined : given.kappa)
  return {
    name: 'agreement',
    title: 'Agreement',
    description:
      'How far two reviewers of the same establishments agree, worked out from Double reviews: one row for each sample, and one for each of its questions.',
    leading: 3,
    columns: [
      agreement.id('sample_id', 'The sample', ({ sampleId }) => sampleId, 'Sample'),
      agreement.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
      agreement.code('about', 'What the row is about', ABOUT, ({ question }) => (question === null ? 'sample' : 'question')),
      agreement.text('question', 'The question; blank where the row is about all of them', ({ question }) => question, { width: 34 }),
      agreement.text(
        'question_label',
        'The question, as the first set of the round words it',
        ({ question }) => (question === null ? null : (questions.get(question)?.question.label ?? null)),
        { width: 60 },
      ),
      agreement.integer('pairs', 'Establishments and questions on which both reviewers gave a verdict', ({ pairs }) => pairs),
      agreement.integer('agreed', 'Those of them on which both found the same, including the direction', ({ agreed }) => agreed),
      agreement.share('share', 'agreed divided by pairs, 0 to 1; blank of fewer than 10', ({ share }) => rounded(share?.value)),
      agreement.share('share_low', 'Lower end of its 95% interval (Wilson 1927)', ({ share }) => rounded(share?.low)),
      agreement.share('share_high', 'Upper end of its 95% interval', ({ share }) => rounded(share?.high)),
      agreement.number(
        'kappa',
        'Cohen’s kappa, without weights: agreement beyond chance; blank of fewer than 20 pairs, and where both gave one verdict only',
        given => rounded(kappa(given)?.value),
      ),
      agreement.number(
        'kappa_low',
        'Lower end of its 95% interval (Fleiss, Cohen and Everitt 1969); blank where they never differed',
        given => rounded(kappa(given)?.interval?.[0]),
      ),
      agreement.number('kappa_high', 'Upper end of its 95% interval', given => rounded(kappa(given)?.interval?.[1])),
    ],
  }
}

/** What reviewers found of the self-ratings of one question. */
export type SourceSelfRating = SelfRated & { question: string }
const self = columnsFor<SourceSelfRating>()

export function selfRatingsSet(questions: ReadonlyMap<string, AskedQuestion>): DataSetOf<SourceSelfRating> {
  const shared = (found: 'agrees' | 'over' | 'under', of: string) => {
    const share = (given: SourceSelfRating) => shareOf(given[found], judgedOf(given))
    return [
      self.share(`${found}_share`, `${of}, as a share of judged, 0 to 1; blank of fewer than 10`, given => rounded(share(given)?.value)),
      self.share(`${found}_low`, 'Lower end of its 95% interval (Wilson 1927)', given => rounded(share(given)?.low)),
      self.share(`${found}_high`, 'Upper end of its 95% interval', given => rounded(share(given)?.high)),
    ]
  }
  return {
    name: 'self_ratings',
    title: 'Self-ratings',
    description:
      'How far what establishments said of themselves holds, by the verdicts that count, of those that were reviewed and not weighted: one row for each question.',
    columns: [
      self.text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question, {
        width: 34,
      }),
      self.text(
        'question_label',
        'The question, as the first set of the round words it',
        ({ question }) => questions.get(question)?.question.label ?? null,
        { width: 60 },
      ),
      self.text('section', 'Section, as a code', ({ question }) => questions.get(question)?.section.key ?? null),
      self.integer('judged', 'Answers of which the evidence showed whether they hold', judgedOf),
      self.integer('agrees', 'Those of them that hold', ({ agrees }) => agrees),
      self.integer('over', 'Those of them that are over-rated', ({ over }) => over),
      self.integer('under', 'Those of them that are under-rated', ({ under }) => under),
      self.integer('no_direction', 'Those of them that are out, of which nobody said which way', ({ unsaid }) => unsaid),
      self.integer('partly', 'Those of over, under and no_direction that hold in part', ({ partly }) => partly),
      self.integer('cannot_tell', 'Further answers of which the evidence did not show whether they hold', given => given.cannot_tell),
      self.integer('no_evidence', 'Further answers for which no evidence was sent', given => given.no_evidence),
      ...shared('agrees', 'Those that hold'),
      ...shared('over', 'Those that are over-rated'),
      ...shared('under', 'Those that are under-rated'),
    ],
  }
}

/** To four places, as findings are. */
const rounded = (value: number | undefined): number | null => (value === undefined ? null : Math.round(10_000 * value) / 10_000)
