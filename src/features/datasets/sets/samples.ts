import { DIRECTION_WORDS, READING_WORDS, VERDICT_WORDS } from '../../verdicts/index.ts'
import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { OUTCOME_WORDS, sayPlan } from '../../sampling/index.ts'
import { answerReader } from '../answerReader.ts'
import type { UsedVersion } from '../catalogue.ts'
import { whoseRow } from '../whoseRow.ts'
import type { SourceMember, SourceVerdict } from '../recordsStore.ts'
import { STRATUM_LABEL } from './sampleFrame.ts'
import { sayCodes } from '../words.ts'

const member = columnsFor<SourceMember>()
export const membersSet: DataSetOf<SourceMember> = {
  name: 'dip_sample',
  title: 'Dip sample',
  description: 'The establishments that were drawn for review, and the outcome for each: one row for each sample and establishment.',
  leading: 3,
  columns: [
    ...whoseRow<SourceMember>(source => source),
    member.id('sample_id', 'The sample', ({ sampleId }) => sampleId, 'Sample'),
    member.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
    member.integer('position', 'Place in the draw', ({ position }) => position, { identifies: true }),
    member.text('stratum', STRATUM_LABEL, ({ stratum }) => stratum),
    member.words('reason', 'Why it is in the sample', ({ reason }) => reason, { width: 40 }),
    member.text('seed', 'Seed of the draw: with it the draw can be repeated', ({ seed }) => seed, { identifies: true }),
    member.integer('population', 'How many establishments could have been drawn', ({ population }) => population),
    member.text(
      'frame_sha256',
      'SHA-256 of the list that it was drawn from, which is in Sample frame; blank where the list was not kept',
      ({ frameSha256 }) => frameSha256,
    ),
    member.integer('stratum_population', 'How many of its group could have been drawn', ({ stratumPopulation }) => stratumPopulation),
    member.words('method', 'How it was drawn', ({ plan, population }) => sayPlan(plan, population), { width: 60 }),
    member.instant('drawn_at', 'When the sample was drawn', ({ drawnAt }) => drawnAt),
    member.name('drawn_by', 'Who drew it', ({ drawnBy }) => drawnBy),
    member.instant('requested_at', 'When evidence was asked for', ({ requestedAt }) => requestedAt),
    member.instant('request_due_at', 'By when evidence was to be sent', ({ requestDueAt }) => requestDueAt),
    member.instant('replaced_at', 'When it was replaced by another in the sample', ({ replacedAt }) => replacedAt),
    member.words('replaced_reason', 'Why it was replaced', ({ replacedReason }) => replacedReason, { width: 30 }),
    member.integer('evidence_files', 'Files that are held as evidence', ({ evidenceFiles }) => evidenceFiles),
    member.integer('verdicts', 'Questions with a verdict', ({ verdicts }) => verdicts),
    member.code('outcome', 'Outcome of the review', sayCodes(OUTCOME_WORDS, 'words'), ({ outcome }) => outcome),
    member.words('outcome_note', 'What the establishment is told', ({ outcomeNote }) => outcomeNote, { width: 60 }),
    member.name('outcome_by', 'Who decided it', ({ outcomeBy }) => outcomeBy),
    member.instant('outcome_at', 'When it was decided', ({ outcomeAt }) => outcomeAt),
    member.integer('outcome_reviewed', 'Questions that had a verdict when it was decided', ({ outcomeReviewed }) => outcomeReviewed),
    member.integer('outcome_asked', 'Questions that there were to review when it was decided', ({ outcomeAsked }) => outcomeAsked),
  ],
}

const verdict = columnsFor<SourceVerdict>()

/** Each verdict beside what the establishment said of itself, read by the version that it answered. */
export function verdictsSet(versions: readonly Pick<UsedVersion, 'id' | 'document'>[]): DataSetOf<SourceVerdict> {
  const readers = new Map(
    versions.flatMap(({ id, document }) =>
      document.sections.flatMap(section => section.questions.map(question => [`${id} ${question.key}`, answerReader(question)] as const)),
    ),
  )
  const reader = ({ versionId, question }: SourceVerdict) => readers.get(`${versionId} ${question}`)
  const self = (given: SourceVerdict) => reader(given)?.read(given.answer)
  const about = (given: SourceVerdict) => reader(given)?.read(given.aboutAnswer)
  return {
    name: 'verdicts',
    title: 'Verdicts',
    description:
      'What reviewers found for each question, beside what the establishment said of itself: one row for each verdict. Of what two people review nothing is here until both have finished.',
    leading: 3,
    columns: [
      ...whoseRow<SourceVerdict>(source => source),
      verdict.id('sample_id', 'The sample', ({ sampleId }) => sampleId, 'Sample'),
      verdict.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
      verdict.text('question_set', 'Question set that the establishment answers', ({ setCode }) => setCode, { width: 13 }),
      verdict.text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question, {
        width: 34,
      }),
      verdict.text('question_label', 'The question as this establishment read it', given => reader(given)?.question.label ?? null, {
        width: 60,
      }),
      verdict.text('self_code', 'What the establishment said of itself, as a code', given => self(given)?.code ?? null),
      verdict.words('self_label', 'What the establishment said of itself', given => self(given)?.label ?? self(given)?.text ?? null),
      verdict.number('self_score', 'Score of what it said', given => self(given)?.score ?? null),
      verdict.code('verdict', 'What the reviewer found', sayCodes(VERDICT_WORDS, 'words'), given => given.verdict),
      verdict.words('note', 'Note of the reviewer', ({ note }) => note, { width: 60 }),
      verdict.name('reviewer', 'Who reviewed it', given => given.reviewer),
      verdict.instant('at', 'When', ({ at }) => at),
      verdict.code('reading', 'Who says it', sayCodes(READING_WORDS, 'words'), given => given.reading),
      verdict.code('direction', 'Which way the answer is out', sayCodes(DIRECTION_WORDS, 'words'), given => given.direction),
      verdict.words('quote', 'Words of the document that the reviewer quotes', ({ quote }) => quote, { width: 60 }),
      verdict.words(
        'about_label',
        'What the establishment had said when the verdict was given',
        given => about(given)?.label ?? about(given)?.text ?? null,
      ),
      verdict.flag(
        'counts',
        'Whether this is the verdict that counts: what was moderated, or what one reviewer, or both, found',
        ({ counts }) => counts,
      ),
    ],
  }
}
