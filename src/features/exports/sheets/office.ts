import { EXTENSION_REASONS } from '../../extensions/index.ts'
import { KIND_WORDS as FINDING_WORDS, quantify, sentenceOf, SOURCE_WORDS, type CountedAnswers } from '../../findings/index.ts'
import { OUTCOME_WORDS, VERDICT_WORDS } from '../../sampling/index.ts'
import { answerReader } from '../answerReader.ts'
import { daysBetween } from '../../../platform/london.ts'
import type { UsedVersion } from '../catalogue.ts'
import { columnsFor, returnColumns, type SheetOf } from '../sheet.ts'
import type { SourceChase, SourceEvidence, SourceExtension, SourceFinding, SourceMember, SourceVerdict } from '../officeStore.ts'
import { CHASE_WORDS, MAIL_WORDS, RECEIVED_WORDS } from '../words.ts'

const evidence = columnsFor<SourceEvidence>()
export const evidenceSheet: SheetOf<SourceEvidence> = {
  name: 'Evidence',
  about: 'The files that are held as evidence: one row for each. The files themselves are not in the workbook.',
  frozenColumns: 3,
  columns: [
    ...returnColumns<SourceEvidence>(source => source),
    evidence.number('evidence_id', 'The file', ({ id }) => id),
    evidence.text('file_name', 'Name that the sender gave it', ({ fileName }) => fileName, { width: 44 }),
    evidence.text('media_type', 'What it is by its content', ({ mediaType }) => mediaType),
    evidence.number('bytes', 'Size in bytes', ({ bytes }) => bytes, { width: 12 }),
    evidence.text('sha256', 'SHA-256 of its content: equal files have equal ones', ({ sha256 }) => sha256, { width: 30 }),
    evidence.code('received_via', 'How it came', RECEIVED_WORDS, ({ receivedVia }) => receivedVia),
    evidence.day('received_on', 'Day on which it was received', ({ receivedOn }) => receivedOn),
    evidence.text('questions', 'Questions that it belongs to, joined with "; "', ({ questions }) => questions.join('; '), { width: 44 }),
    evidence.number('question_count', 'How many questions it belongs to', ({ questions }) => questions.length),
    evidence.text('note', 'Note on it', ({ note }) => note, { width: 40 }),
    evidence.text('added_by', 'Who added it', ({ by }) => by),
    evidence.instant('added_at', 'When it was added', ({ at }) => at),
  ],
}

const extension = columnsFor<SourceExtension>()
export const extensionsSheet: SheetOf<SourceExtension> = {
  name: 'Extensions',
  about: 'Later due dates that were given: one row for each return and extension, in the order in which they were given.',
  frozenColumns: 3,
  columns: [
    ...returnColumns<SourceExtension>(source => source),
    extension.number('extension_id', 'The extension', ({ id }) => id),
    extension.number('batch_id', 'Extensions that were given together have the same number', ({ batchId }) => batchId),
    extension.instant('from_due_at', 'When the return was due before', ({ fromDueAt }) => fromDueAt),
    extension.instant('to_due_at', 'When it was due from then on', ({ toDueAt }) => toDueAt),
    extension.number('days', 'Days between the two', ({ fromDueAt, toDueAt }) => daysBetween(fromDueAt, toDueAt)),
    extension.code('reason_code', 'Reason, as a code', EXTENSION_REASONS, ({ reasonCode }) => reasonCode),
    extension.text('reason', 'Reason in words', ({ reason }) => reason, { width: 50 }),
    extension.text('granted_by', 'Who allowed it', ({ by }) => by),
    extension.instant('granted_at', 'When it was allowed', ({ at }) => at),
  ],
}

const chase = columnsFor<SourceChase>()
export const chasesSheet: SheetOf<SourceChase> = {
  name: 'Chases',
  about: 'Reminders, calls and letters about returns: one row for each.',
  frozenColumns: 3,
  columns: [
    ...returnColumns<SourceChase>(source => source),
    chase.number('chase_id', 'The chase', ({ id }) => id),
    chase.code('kind', 'What it was', CHASE_WORDS, ({ kind }) => kind),
    chase.instant('at', 'When', ({ at }) => at),
    chase.text('by', 'Who did it', ({ by }) => by),
    chase.text('said', 'What was said', ({ said }) => said, { width: 60 }),
    chase.day('next_on', 'When to ask again', ({ nextOn }) => nextOn),
    chase.code('mail_status', 'What became of its email', MAIL_WORDS, ({ mail }) => mail),
  ],
}

const member = columnsFor<SourceMember>()
export const membersSheet: SheetOf<SourceMember> = {
  name: 'Dip sample',
  about: 'The establishments that were drawn for review, and the outcome for each: one row for each sample and establishment.',
  frozenColumns: 3,
  columns: [
    ...returnColumns<SourceMember>(source => source),
    member.number('sample_id', 'The sample', ({ sampleId }) => sampleId),
    member.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
    member.number('position', 'Place in the draw', ({ position }) => position),
    member.text('stratum', 'Group that it was drawn from', ({ stratum }) => stratum),
    member.text('reason', 'Why it is in the sample', ({ reason }) => reason, { width: 40 }),
    member.text('seed', 'Seed of the draw: with it the draw can be repeated', ({ seed }) => seed),
    member.number('population', 'How many establishments could have been drawn', ({ population }) => population),
    member.instant('drawn_at', 'When the sample was drawn', ({ drawnAt }) => drawnAt),
    member.text('drawn_by', 'Who drew it', ({ drawnBy }) => drawnBy),
    member.instant('requested_at', 'When evidence was asked for', ({ requestedAt }) => requestedAt),
    member.instant('request_due_at', 'By when evidence was to be sent', ({ requestDueAt }) => requestDueAt),
    member.instant('replaced_at', 'When it was replaced by another in the sample', ({ replacedAt }) => replacedAt),
    member.text('replaced_reason', 'Why it was replaced', ({ replacedReason }) => replacedReason, { width: 30 }),
    member.number('evidence_files', 'Files that are held as evidence', ({ evidenceFiles }) => evidenceFiles),
    member.number('verdicts', 'Questions with a verdict', ({ verdicts }) => verdicts),
    member.code('outcome', 'Outcome of the review', OUTCOME_WORDS, ({ outcome }) => outcome),
    member.text('outcome_note', 'What the establishment is told', ({ outcomeNote }) => outcomeNote, { width: 60 }),
    member.text('outcome_by', 'Who decided it', ({ outcomeBy }) => outcomeBy),
    member.instant('outcome_at', 'When it was decided', ({ outcomeAt }) => outcomeAt),
  ],
}

const verdict = columnsFor<SourceVerdict>()

/** Each verdict beside what the establishment said of itself, read by the version that it answered. */
export function verdictsSheet(versions: readonly Pick<UsedVersion, 'id' | 'document'>[]): SheetOf<SourceVerdict> {
  const readers = new Map(
    versions.flatMap(({ id, document }) =>
      document.sections.flatMap(section => section.questions.map(question => [`${id} ${question.key}`, answerReader(question)] as const)),
    ),
  )
  const reader = ({ versionId, question }: SourceVerdict) => readers.get(`${versionId} ${question}`)
  const self = (given: SourceVerdict) => reader(given)?.read(given.answer)
  return {
    name: 'Verdicts',
    about: 'What reviewers found for each question, beside what the establishment said of itself: one row for each verdict.',
    frozenColumns: 3,
    columns: [
      ...returnColumns<SourceVerdict>(source => source),
      verdict.number('sample_id', 'The sample', ({ sampleId }) => sampleId),
      verdict.text('sample_name', 'Name of the sample', ({ sampleName }) => sampleName),
      verdict.text('question_set', 'Question set that the establishment answers: A to F', ({ setCode }) => setCode, { width: 13 }),
      verdict.text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question, {
        width: 34,
      }),
      verdict.text('question_label', 'The question as this establishment read it', given => reader(given)?.question.label ?? null, {
        width: 60,
      }),
      verdict.text('self_code', 'What the establishment said of itself, as a code', given => self(given)?.code ?? null),
      verdict.text('self_label', 'What the establishment said of itself', given => self(given)?.label ?? self(given)?.text ?? null),
      verdict.number('self_score', 'Score of what it said', given => self(given)?.score ?? null),
      verdict.code('verdict', 'What the reviewer found', VERDICT_WORDS, given => given.verdict),
      verdict.text('note', 'Note of the reviewer', ({ note }) => note, { width: 60 }),
      verdict.text('reviewer', 'Who reviewed it', given => given.reviewer),
      verdict.instant('at', 'When', ({ at }) => at),
    ],
  }
}

const finding = columnsFor<SourceFinding>()

/** @param areas the titles of the round's evidence areas by their keys */
export const findingsSheet = (areas: ReadonlyMap<string, string>): SheetOf<SourceFinding> => ({
  name: 'Findings',
  about:
    'What the audit says about the area, each statement with its numbers: one row for each. Cover small numbers before you publish any.',
  columns: [
    finding.number('finding_id', 'The finding', ({ id }) => id),
    finding.text('area', 'Area that it is about', ({ area }) => area),
    finding.text('area_title', 'Name of the area', ({ area }) => areas.get(area) ?? null, { width: 30 }),
    finding.number('position', 'Its place among those of the area', ({ position }) => position),
    finding.code('kind', 'What it is', FINDING_WORDS, ({ kind }) => kind),
    finding.text(
      'sentence',
      'The finding, worded by the published scale',
      ({ n, of, population, statement }) => sentenceOf(quantify(n, of), population, statement),
      { width: 80, wrap: true },
    ),
    finding.text('statement', 'What is said of them, without the number', ({ statement }) => statement, { width: 60, wrap: true }),
    finding.code('population', 'What was counted', SOURCE_WORDS, ({ population }) => population),
    finding.number('n', 'How many it is true of', ({ n }) => n),
    finding.number('of', 'Of how many', ({ of }) => of),
    finding.number('share', 'n divided by of, 0 to 1, to four places', ({ n, of }) =>
      of === 0 ? null : Math.round((10_000 * n) / of) / 10_000,
    ),
    finding.text('questions', 'Questions that were counted, joined with "; "', ({ questions }) => questions.join('; '), { width: 40 }),
    finding.text(
      'counted_values',
      'Answers that were counted, as codes, question by question',
      ({ counted }) => counted.map(countedWords).join('; '),
      { width: 40 },
    ),
    finding.instant('counted_at', 'When it was counted', ({ countedAt }) => countedAt),
    finding.text('created_by', 'Who wrote it', ({ by }) => by),
  ],
})

const countedWords = ({ question, values }: CountedAnswers): string =>
  `${question} = ${values.map(value => JSON.stringify(value)).join(' or ')}`
