import type { SectionProgress } from '../../questionnaires/index.ts'
import { DISPOSITION_WORDS, STATUS_WORDS } from '../../returns/index.ts'
import type { Catalogue, UsedVersion } from '../catalogue.ts'
import { columnsFor, returnColumns, type ColumnOf, type SheetOf } from '../sheet.ts'
import type { SourceReturn } from '../returnsStore.ts'
import { EXCUSED_WORDS, SECTION_STATE_WORDS, VIA_WORDS } from '../words.ts'

/** A return with how far it is. */
export type ReturnInHand = {
  source: SourceReturn
  version: Pick<UsedVersion, 'version'>
  issued: boolean
  sections: readonly SectionProgress[]
  /** Answers that ask for an action. */
  fallShort: number
}

const { text, number, day, instant, flag, code } = columnsFor<ReturnInHand>()
const total = ({ issued, sections }: ReturnInHand, count: 'asked' | 'answered' | 'missing') =>
  issued ? sections.reduce((sum, section) => sum + section[count], 0) : null
const unlessBlank = (value: string) => (value === '' ? null : value)

const register: readonly ColumnOf<ReturnInHand>[] = [
  text('other_number', 'Ofsted or local number, where there is no URN', ({ source }) => (source.urn === null ? source.identifier : null)),
  text('dfe_number', 'Number of the Department for Education: authority / establishment', ({ source }) => source.dfeNumber),
  number('la_code', 'Code of the local authority', ({ source }) => source.laCode),
  text('la_name', 'Local authority', ({ source }) => unlessBlank(source.laName)),
  text('type', 'Type of establishment', ({ source }) => unlessBlank(source.typeName)),
  text('type_group', 'Group of types', ({ source }) => unlessBlank(source.typeGroupName)),
  text('phase', 'Phase of education', ({ source }) => unlessBlank(source.phaseName)),
  number('low_age', 'Lowest age', ({ source }) => source.lowAge),
  number('high_age', 'Highest age', ({ source }) => source.highAge),
  text('boarders', 'Boarders', ({ source }) => unlessBlank(source.boardersName)),
  text('religious_character', 'Religious character', ({ source }) => unlessBlank(source.religiousCharacter)),
  text('trust', 'Trust', ({ source }) => unlessBlank(source.trustName)),
  text('federation', 'Federation', ({ source }) => unlessBlank(source.federationName)),
  number('pupils', 'Pupils on roll', ({ source }) => source.pupils),
  text('district', 'District', ({ source }) => unlessBlank(source.district)),
  text('ward', 'Ward', ({ source }) => unlessBlank(source.ward)),
  text('postcode', 'Postcode', ({ source }) => unlessBlank(source.postcode)),
  text('establishment_status', 'Status in the register at the time of this export', ({ source }) =>
    unlessBlank(source.establishmentStatus),
  ),
  day('opened_on', 'Day on which the establishment opened', ({ source }) => source.openedOn),
  day('closed_on', 'Day on which the establishment closed', ({ source }) => source.closedOn),
]

const progress: readonly ColumnOf<ReturnInHand>[] = [
  text('question_set', 'Question set that the establishment answers: A to F', ({ source }) => source.setCode, { width: 13 }),
  text('question_set_reason', 'How the set was chosen', ({ source }) => source.setReason),
  number('questionnaire_version', 'Version of that set', ({ version }) => version.version),
  code('status', 'Where the return stands', STATUS_WORDS, ({ source }) => source.status),
  code(
    'disposition',
    'Where the return ended: as the returns statement counts it; blank until it is issued',
    DISPOSITION_WORDS,
    ({ source }) => source.disposition,
  ),
  flag('overdue', 'True when it is past its due date and was not submitted', ({ source }) => source.overdue),
  instant('first_due_at', 'When it was first due', ({ source }) => source.firstDueAt),
  instant('due_at', 'When it is due now', ({ source }) => source.dueAt),
  number('extensions', 'How many extensions it was given', ({ source }) => source.extensions),
  instant('issued_at', 'When the audit link was issued', ({ source }) => source.issuedAt),
  instant('opened_at', 'When somebody first said who they are', ({ source }) => source.openedAt),
  instant('started_at', 'When the first answer was saved', ({ source }) => source.startedAt),
  instant('last_saved_at', 'When an answer was last saved', ({ source }) => source.lastSavedAt),
  instant('submitted_at', 'When it was submitted', ({ source }) => source.submittedAt),
  code('submitted_via', 'How it came', VIA_WORDS, ({ source }) => source.submittedVia),
  instant('received_at', 'When an offline return was received', ({ source }) => source.receivedAt),
  text('submitted_by', 'Who submitted it', ({ source }) => source.submittedBy),
  number('submissions', 'How many times it was submitted', ({ source }) => source.submissions),
  text('reference', 'Reference on the receipt', ({ source }) => source.reference),
  text('head_signed_by', 'Head who signed it off', ({ source }) => source.headName),
  instant('head_signed_at', 'When the head signed', ({ source }) => source.headAt),
  text('chair_signed_by', 'Chair or proprietor who signed it off', ({ source }) => source.chairName),
  instant('chair_signed_at', 'When the chair or proprietor signed', ({ source }) => source.chairAt),
  instant('returned_at', 'When it was last returned for more work', ({ source }) => source.returnedAt),
  text('returned_reason', 'Why it was returned', ({ source }) => source.returnedReason, { width: 40 }),
  instant('accepted_at', 'When it was accepted', ({ source }) => source.acceptedAt),
  code('excused_as', 'Why no return is expected', EXCUSED_WORDS, ({ source }) => source.excusedAs),
  day('excused_on', 'From which day none is expected', ({ source }) => source.excusedOn),
  text('excused_reason', 'The reason in words', ({ source }) => source.excusedReason, { width: 40 }),
  text('covered_by', 'Establishment whose return stands for this one', ({ source }) => source.coveredBy),
  number('contributors', 'How many people entered by its audit links', ({ source }) => source.contributors),
  number('evidence_files', 'Files that are held as evidence', ({ source }) => source.evidenceFiles),
  flag('sampled', 'True when it is in a dip sample', ({ source }) => source.sampled),
  number('asked', 'Questions asked', given => total(given, 'asked')),
  number('answered', 'Questions answered', given => total(given, 'answered')),
  number('missing', 'Questions that something is missing from', given => total(given, 'missing')),
  number('falls_short', 'Answers that ask for an action', ({ issued, fallShort }) => (issued ? fallShort : null)),
]

/** One row for each return of the round, with a column for each section of the library. */
export const sheetOfEstablishments = ({ sections }: Pick<Catalogue, 'sections'>): SheetOf<ReturnInHand> => ({
  name: 'Establishments',
  about: 'One row for each establishment of the round: what the register says, where its return stands, and how far each section is.',
  frozenColumns: 3,
  columns: [
    ...returnColumns<ReturnInHand>(({ source }) => source),
    ...register,
    ...progress,
    ...sections.map(({ key, title }) =>
      code(`section__${key}`, `How far the section “${title}” is`, SECTION_STATE_WORDS, ({ issued, sections: done }) =>
        issued ? (done.find(({ sectionKey }) => sectionKey === key)?.state ?? 'not_asked') : null,
      ),
    ),
  ],
})
