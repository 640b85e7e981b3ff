import type { RegisterFacts } from '../establishment.ts'

/** How the cell of a column is read. A `code` or `date` that cannot be read condemns its row; a `count` is left blank with a note. */
export type FieldKind = 'text' | 'code' | 'count' | 'date'

/** The types of their columns. */
export const SQL_TYPES: Record<FieldKind, string> = { text: 'text', code: 'integer', count: 'integer', date: 'date' }

export type Field = {
  field: keyof RegisterFacts
  /** The column of the table. */
  column: string
  /** The column of the GIAS extract. */
  header: string
  kind: FieldKind
  /** What pages call it. */
  label: string
  /** A name that goes with a code: labels drift from year to year, so it counts as changed only when its code does. */
  nameOf?: keyof RegisterFacts
}

const text = (field: keyof RegisterFacts, column: string, header: string, label: string): Field => ({
  field,
  column,
  header,
  kind: 'text',
  label,
})
const code = (field: keyof RegisterFacts, column: string, header: string, label: string): Field => ({
  ...text(field, column, header, label),
  kind: 'code',
})
const named = (field: keyof RegisterFacts, column: string, header: string, label: string, nameOf: keyof RegisterFacts): Field => ({
  ...text(field, column, header, label),
  nameOf,
})
const count = (field: keyof RegisterFacts, column: string, header: string, label: string): Field => ({
  ...text(field, column, header, label),
  kind: 'count',
})
const date = (field: keyof RegisterFacts, column: string, header: string, label: string): Field => ({
  ...text(field, column, header, label),
  kind: 'date',
})

/** Everything that we take from the register, column by column: reading, comparing, storing and showing follow this table. */
export const FIELDS: readonly Field[] = [
  text('name', 'name', 'EstablishmentName', 'Name'),
  code('laCode', 'la_code', 'LA (code)', 'Authority code'),
  named('laName', 'la_name', 'LA (name)', 'Authority', 'laCode'),
  code('establishmentNumber', 'establishment_number', 'EstablishmentNumber', 'Establishment number'),
  code('typeCode', 'type_code', 'TypeOfEstablishment (code)', 'Type code'),
  named('typeName', 'type_name', 'TypeOfEstablishment (name)', 'Type', 'typeCode'),
  code('typeGroupCode', 'type_group_code', 'EstablishmentTypeGroup (code)', 'Type group code'),
  named('typeGroupName', 'type_group_name', 'EstablishmentTypeGroup (name)', 'Type group', 'typeGroupCode'),
  code('statusCode', 'status_code', 'EstablishmentStatus (code)', 'Status code'),
  named('statusName', 'status_name', 'EstablishmentStatus (name)', 'Status', 'statusCode'),
  code('phaseCode', 'phase_code', 'PhaseOfEducation (code)', 'Phase code'),
  named('phaseName', 'phase_name', 'PhaseOfEducation (name)', 'Phase', 'phaseCode'),
  code('lowAge', 'low_age', 'StatutoryLowAge', 'Lowest age'),
  code('highAge', 'high_age', 'StatutoryHighAge', 'Highest age'),
  code('boardersCode', 'boarders_code', 'Boarders (code)', 'Boarders code'),
  named('boardersName', 'boarders_name', 'Boarders (name)', 'Boarders', 'boardersCode'),
  code('sixthFormCode', 'sixth_form_code', 'OfficialSixthForm (code)', 'Sixth form'),
  text('nursery', 'nursery', 'NurseryProvision (name)', 'Nursery'),
  text('gender', 'gender', 'Gender (name)', 'Gender'),
  text('religiousCharacter', 'religious_character', 'ReligiousCharacter (name)', 'Religious character'),
  text('diocese', 'diocese', 'Diocese (name)', 'Diocese'),
  text('furtherEducationType', 'further_education_type', 'FurtherEducationType (name)', 'Further education type'),
  text('trustCode', 'trust_code', 'Trusts (code)', 'Trust code'),
  text('trustName', 'trust_name', 'Trusts (name)', 'Trust'),
  text('federationName', 'federation_name', 'Federations (name)', 'Federation'),
  count('pupils', 'pupils', 'NumberOfPupils', 'Pupils'),
  count('capacity', 'capacity', 'SchoolCapacity', 'Capacity'),
  date('openedOn', 'opened_on', 'OpenDate', 'Opened'),
  date('closedOn', 'closed_on', 'CloseDate', 'Closed'),
  code('closedReasonCode', 'closed_reason_code', 'ReasonEstablishmentClosed (code)', 'Reason closed code'),
  named('closedReason', 'closed_reason', 'ReasonEstablishmentClosed (name)', 'Reason closed', 'closedReasonCode'),
  text('street', 'street', 'Street', 'Street'),
  text('locality', 'locality', 'Locality', 'Locality'),
  text('town', 'town', 'Town', 'Town'),
  text('county', 'county', 'County (name)', 'County'),
  text('postcode', 'postcode', 'Postcode', 'Postcode'),
  text('telephone', 'telephone', 'TelephoneNum', 'Telephone'),
  text('website', 'website', 'SchoolWebsite', 'Website'),
  text('headTitle', 'head_title', 'HeadTitle (name)', 'Head’s title'),
  text('headFirstName', 'head_first_name', 'HeadFirstName', 'Head’s first name'),
  text('headLastName', 'head_last_name', 'HeadLastName', 'Head’s last name'),
  text('headJobTitle', 'head_job_title', 'HeadPreferredJobTitle', 'Head’s job title'),
  text('district', 'district', 'DistrictAdministrative (name)', 'District'),
  text('ward', 'ward', 'AdministrativeWard (name)', 'Ward'),
  date('changedOn', 'changed_on', 'LastChangedDate', 'Last changed in the register'),
]

/** Without these columns a file is not the register. Any other may be missing: what is stored then stays. */
export const REQUIRED_HEADERS: readonly string[] = [
  'URN',
  'EstablishmentName',
  'LA (code)',
  'TypeOfEstablishment (code)',
  'EstablishmentStatus (code)',
]

const BLANK: RegisterFacts = {
  name: '',
  laCode: null,
  laName: '',
  establishmentNumber: null,
  typeCode: null,
  typeName: '',
  typeGroupCode: null,
  typeGroupName: '',
  statusCode: 1,
  statusName: 'Open',
  phaseCode: null,
  phaseName: '',
  lowAge: null,
  highAge: null,
  boardersCode: null,
  boardersName: '',
  sixthFormCode: null,
  nursery: '',
  gender: '',
  religiousCharacter: '',
  diocese: '',
  furtherEducationType: '',
  trustCode: '',
  trustName: '',
  federationName: '',
  pupils: null,
  capacity: null,
  openedOn: null,
  closedOn: null,
  closedReasonCode: null,
  closedReason: '',
  street: '',
  locality: '',
  town: '',
  county: '',
  postcode: '',
  telephone: '',
  website: '',
  headTitle: '',
  headFirstName: '',
  headLastName: '',
  headJobTitle: '',
  district: '',
  ward: '',
  changedOn: null,
}

/** An establishment of which nothing is known yet. */
export const blankFacts = (): RegisterFacts => ({ ...BLANK })

const FIELD_NAMES: readonly (keyof RegisterFacts)[] = FIELDS.map(({ field }) => field)
const NOTHING: Partial<RegisterFacts> = Object.fromEntries(FIELD_NAMES.map(field => [field, undefined]))

/**
 * Facts of which none is known, with room for all: filling in a copy costs a fifth of adding 45 properties one by one, which
 * makes a difference at 65,000 rows.
 */
export const unreadFacts = (): Partial<RegisterFacts> => ({ ...NOTHING })

/** Facts as they are kept in a preview: blanks are left out, and come back as blanks. */
export function withoutBlanks(facts: Partial<RegisterFacts>): Partial<RegisterFacts> {
  const kept: Partial<Record<keyof RegisterFacts, unknown>> = { ...facts }
  for (const field of FIELD_NAMES) if (kept[field] === null || kept[field] === '') kept[field] = undefined
  return kept as Partial<RegisterFacts>
}

/** What is stored, with what a row says put over it. */
export function overlaid(before: RegisterFacts, row: Partial<RegisterFacts>): RegisterFacts {
  const merged: Record<keyof RegisterFacts, unknown> = { ...before }
  for (const field of FIELD_NAMES) if (row[field] !== undefined) merged[field] = row[field]
  return merged as RegisterFacts
}
