import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { DISPOSITIONS, EXCUSES, STATUSES, VIA_WORDS } from '../../returns/index.ts'
import { SECTION_STATES, type SectionProgress } from '../../questionnaires/index.ts'
import { sayCodes } from '../words.ts'
import type { Catalogue, UsedVersion } from '../catalogue.ts'
import { codedGroup, codedPlace, whoseRow } from '../whoseRow.ts'
import type { SourceReturn } from '../returnsStore.ts'

/** A return with how far it is. */
export type ReturnInHand = {
  source: SourceReturn
  version: Pick<UsedVersion, 'version'>
  issued: boolean
  sections: readonly SectionProgress[]
  /** Answers that ask for an action. */
  fallShort: number
}

const { text, name, words, integer, day, instant, flag, code } = columnsFor<ReturnInHand>()
const total = ({ issued, sections }: ReturnInHand, count: 'asked' | 'answered' | 'kept' | 'missing') =>
  issued ? sections.reduce((sum, section) => sum + section[count], 0) : null
/** How far a section is. */
const SECTION_WORDS = { ...sayCodes(SECTION_STATES, 'exported'), not_asked: 'Not asked of this establishment' }
const unlessBlank = (value: string | null) => (value === '' ? null : value)

/** Whether a column tells what the register said when the return was issued, or what it says today. */
const AT_ISSUE = 'when the audit was issued'
const TODAY = 'in the register at the time of this export'

const register: readonly ColumnOf<ReturnInHand>[] = [
  text('other_number', 'Ofsted or local number, where there is no URN', ({ source }) => (source.urn === null ? source.identifier : null), {
    identifies: true,
  }),
  text('dfe_number', `Number of the Department for Education (authority / establishment) ${AT_ISSUE}`, ({ source }) => source.dfeNumber, {
    identifies: true,
  }),
  integer('la_code', `Code of the local authority ${AT_ISSUE}`, ({ source }) => source.laCode),
  text('la_name', `Local authority ${AT_ISSUE}`, ({ source }) => unlessBlank(source.laName)),
  text('type', `Type of establishment ${AT_ISSUE}`, ({ source }) => unlessBlank(source.typeName)),
  text('type_group', `Group of types ${TODAY}`, ({ source }) => unlessBlank(source.typeGroupName)),
  text('phase', `Phase of education ${AT_ISSUE}`, ({ source }) => unlessBlank(source.phaseName)),
  integer('low_age', `Lowest age ${AT_ISSUE}`, ({ source }) => source.lowAge),
  integer('high_age', `Highest age ${AT_ISSUE}`, ({ source }) => source.highAge),
  text('boarders', `Boarders ${TODAY}`, ({ source }) => unlessBlank(source.boardersName)),
  text('religious_character', `Religious character ${TODAY}`, ({ source }) => unlessBlank(source.religiousCharacter)),
  text(
    'trust',
    `Trust ${TODAY}`,
    ({ source }) => unlessBlank(source.trustName),
    codedGroup<ReturnInHand>('Trust', ({ source }) => source.trustName),
  ),
  text(
    'federation',
    `Federation ${TODAY}`,
    ({ source }) => unlessBlank(source.federationName),
    codedGroup<ReturnInHand>('Federation', ({ source }) => source.federationName),
  ),
  integer('pupils', `Pupils on roll ${TODAY}`, ({ source }) => source.pupils),
  text('district', `District ${TODAY}`, ({ source }) => unlessBlank(source.district)),
  text('ward', `Ward ${TODAY}`, ({ source }) => unlessBlank(source.ward), { identifies: true }),
  text('postcode', `Postcode ${TODAY}`, ({ source }) => unlessBlank(source.postcode), { identifies: true }),
  text('establishment_status', `Status ${TODAY}`, ({ source }) => unlessBlank(source.establishmentStatus)),
  day('opened_on', 'Day on which the establishment opened', ({ source }) => source.openedOn),
  day('closed_on', 'Day on which the establishment closed', ({ source }) => source.closedOn),
]

const progress: readonly ColumnOf<ReturnInHand>[] = [
  text('question_set', 'Question set that the establishment answers', ({ source }) => source.setCode, { width: 13 }),
  text('question_set_reason', 'How the set was chosen', ({ source }) => source.setReason),
  integer('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('status', 'Where the return stands', sayCodes(STATUSES, 'words'), ({ source }) => source.status),
  code(
    'disposition',
    'Where the return ended: as the returns statement counts it; blank until it is issued',
    sayCodes(DISPOSITIONS, 'words'),
    ({ source }) => source.disposition,
  ),
  flag('overdue', 'True when it is past its due date and was not submitted', ({ source }) => source.overdue),
  instant('first_due_at', 'When it was first due', ({ source }) => source.firstDueAt),
  instant('due_at', 'When it is due now', ({ source }) => source.dueAt),
  integer('extensions', 'How many extensions it was given', ({ source }) => source.extensions),
  instant('issued_at', 'When the audit link was issued', ({ source }) => source.issuedAt),
  instant('opened_at', 'When someone first said who they are', ({ source }) => source.openedAt),
  instant('started_at', 'When the first answer was saved', ({ source }) => source.startedAt),
  instant('last_saved_at', 'When an answer was last saved', ({ source }) => source.lastSavedAt),
  instant('submitted_at', 'When it was submitted', ({ source }) => source.submittedAt),
  code('submitted_via', 'How it came', sayCodes(VIA_WORDS, 'words'), ({ source }) => source.submittedVia),
  instant('received_at', 'When an offline return was received', ({ source }) => source.receivedAt),
  name('submitted_by', 'Who submitted it', ({ source }) => source.submittedBy),
  integer('submissions', 'How many times it was submitted', ({ source }) => source.submissions),
  text('reference', 'Reference on the receipt', ({ source }) => source.reference, { identifies: true }),
  name('head_signed_by', 'Head who signed it off', ({ source }) => source.headName),
  instant('head_signed_at', 'When the head signed', ({ source }) => source.headAt),
  name('chair_signed_by', 'Chair or proprietor who signed it off', ({ source }) => source.chairName),
  instant('chair_signed_at', 'When the chair or proprietor signed', ({ source }) => source.chairAt),
  instant('returned_at', 'When it was last returned for more work', ({ source }) => source.returnedAt),
  words('returned_reason', 'Why it was returned', ({ source }) => source.returnedReason, { width: 40 }),
  instant('accepted_at', 'When it was accepted', ({ source }) => source.acceptedAt),
  code('excused_as', 'Why no return is expected', sayCodes(EXCUSES, 'words'), ({ source }) => source.excusedAs),
  day('excused_on', 'From which day none is expected', ({ source }) => source.excusedOn),
  words('excused_reason', 'The reason in words', ({ source }) => source.excusedReason, { width: 40 }),
  text(
    'covered_by',
    'Establishment whose return stands for this one',
    ({ source }) => source.coveredBy,
    codedPlace<ReturnInHand>(({ source }) => source.coveringEstablishmentId),
  ),
  integer('contributors', 'How many people entered by its audit links', ({ source }) => source.contributors),
  integer('evidence_files', 'Files that are held as evidence', ({ source }) => source.evidenceFiles),
  flag('sampled', 'True when it is in a dip sample', ({ source }) => source.sampled),
  integer('asked', 'Questions asked', given => total(given, 'asked')),
  integer('answered', 'Questions answered', given => total(given, 'answered')),
  integer('missing', 'Questions that something is missing from', given => total(given, 'missing')),
  integer('falls_short', 'Answers that ask for an action', ({ issued, fallShort }) => (issued ? fallShort : null)),
]

/** Columns that came later stand last, so that those of earlier years keep their places. */
const later: readonly ColumnOf<ReturnInHand>[] = [
  text('register_dfe_number', `Number of the Department for Education ${TODAY}`, ({ source }) => source.dfeNumberToday, {
    identifies: true,
  }),
  integer('register_la_code', `Code of the local authority ${TODAY}`, ({ source }) => source.laCodeToday),
  text('register_la_name', `Local authority ${TODAY}`, ({ source }) => unlessBlank(source.laNameToday)),
  text('register_type', `Type of establishment ${TODAY}`, ({ source }) => unlessBlank(source.typeNameToday)),
  text('register_phase', `Phase of education ${TODAY}`, ({ source }) => unlessBlank(source.phaseNameToday)),
  integer('register_low_age', `Lowest age ${TODAY}`, ({ source }) => source.lowAgeToday),
  integer('register_high_age', `Highest age ${TODAY}`, ({ source }) => source.highAgeToday),
  flag('expected', 'True when it was issued and a return is expected of it: the base of every rate', ({ source }) => source.expected),
  flag(
    'covered_outstanding',
    'True when another return covers it that is outstanding itself: it is counted as that one is',
    ({ source }) => source.coveredOutstanding,
  ),
  flag('offline_in_time', 'Whether an offline return came by its last due date; blank of any other', ({ source }) => source.offlineInTime),
  text(
    'predecessor_numbers',
    'Numbers of the establishments that it followed, as the register links them; joined with "; "',
    ({ source }) => unlessBlank(source.predecessors.join('; ')),
    { identifies: true },
  ),
  integer('evidence_kept', 'Evidence questions answered by saying where the evidence is kept, without a file', given =>
    total(given, 'kept'),
  ),
]

/** One row for each return of the round, with a column for each section of the library. */
export const establishmentsSet = ({ sections }: Pick<Catalogue, 'sections'>): DataSetOf<ReturnInHand> => ({
  name: 'establishments',
  title: 'Establishments',
  description: 'One row for each establishment of the round: what the register says, where its return stands, and how far each section is.',
  leading: 3,
  columns: [
    ...whoseRow<ReturnInHand>(({ source }) => source),
    ...register,
    ...progress,
    ...sections.map(({ key, title }) =>
      code(`section__${key}`, `How far the section “${title}” is`, SECTION_WORDS, ({ issued, sections: done }) =>
        issued ? (done.find(({ sectionKey }) => sectionKey === key)?.state ?? 'not_asked') : null,
      ),
    ),
    ...later,
  ],
})
