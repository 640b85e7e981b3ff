/** The register of the replayed city: invented community schools, as files that a coordinator would upload. */

export type School = { urn: string; name: string; lead: string; email: string }

const FIRST = [
  'Ashgrove',
  'Beechwood',
  'Cedar Lane',
  'Dovecote',
  'Elm Park',
  'Fernhill',
  'Greenway',
  'Hazel Bank',
  'Ivy Road',
  'Juniper',
  'Kestrel',
  'Larkfield',
]
const SECOND = ['Primary School', 'Infant School', 'Junior School', 'Community School', 'Nursery and Primary School']

/** `count` schools, each of another name; the fourth is not spelt in ASCII, the fifth begins as a formula would. */
export const schools = (count: number): School[] =>
  Array.from({ length: count }, (_, at) => ({
    urn: String(700_001 + at),
    name:
      at === 3
        ? 'St Thérèse’s Primary School'
        : `${FIRST[at % FIRST.length]} ${SECOND[Math.floor(at / FIRST.length) % SECOND.length]}${at >= FIRST.length * SECOND.length ? ' (North)' : ''}`,
    lead: `Sam Okafor ${at + 1}`,
    email: `dsl${at + 1}@northmoor-schools.example`,
  }))

const today = new Date()

/** The columns of the national extract that the register reads, and a few that it does not. */
const COLUMNS: [string, (school: School, at: number) => string][] = [
  ['URN', school => school.urn],
  ['LA (code)', () => '888'],
  ['LA (name)', () => 'Northmoor'],
  ['EstablishmentNumber', (_, at) => String(2001 + at)],
  ['EstablishmentName', school => school.name],
  ['TypeOfEstablishment (code)', () => '01'],
  ['TypeOfEstablishment (name)', () => 'Community school'],
  ['EstablishmentTypeGroup (code)', () => '4'],
  ['EstablishmentTypeGroup (name)', () => 'Local authority maintained schools'],
  ['EstablishmentStatus (code)', () => '1'],
  ['EstablishmentStatus (name)', () => 'Open'],
  ['OpenDate', () => `01-09-${today.getFullYear() - 30}`],
  ['CloseDate', () => ''],
  ['PhaseOfEducation (code)', () => '2'],
  ['PhaseOfEducation (name)', () => 'Primary'],
  ['StatutoryLowAge', () => '4'],
  ['StatutoryHighAge', () => '11'],
  ['Boarders (code)', () => '1'],
  ['Boarders (name)', () => 'No boarders'],
  ['NurseryProvision (name)', () => 'No Nursery Classes'],
  ['OfficialSixthForm (code)', () => '2'],
  ['OfficialSixthForm (name)', () => 'Does not have a sixth form'],
  ['NumberOfPupils', (_, at) => String(100 + at)],
  ['Postcode', (_, at) => `NM${1 + (at % 9)} ${1 + (at % 8)}AA`],
]

const csv = (lines: readonly (readonly string[])[]): string =>
  `${lines.map(cells => cells.map(cell => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')}\r\n`

/** The bytes of an extract as the national register serves it: in windows-1252. */
export const registerFile = (of: readonly School[]): Buffer =>
  // Latin-1 is windows-1252 but for a few signs; the curly apostrophe of one name is such a one.
  Buffer.from(
    csv([COLUMNS.map(([name]) => name), ...of.map((school, at) => COLUMNS.map(([, cell]) => cell(school, at)))]).replaceAll('’', '\x92'),
    'latin1',
  )

export const contactsFile = (of: readonly School[]): string =>
  csv([['URN', 'Role', 'Name', 'Email'], ...of.map(({ urn, lead, email }) => [urn, 'DSL', lead, email])])
