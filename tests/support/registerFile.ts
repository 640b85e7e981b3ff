import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const FIXTURES = path.join(import.meta.dirname, '../fixtures/register')
export const REAL = path.join(FIXTURES, 'edubasealldata-kent-cornwall-camden.csv')
export const ODD = path.join(FIXTURES, 'edubasealldata-four-odd-rows.csv')

/** An open community primary school, as the register writes one; a test says what is different about it. */
const SCHOOL: Record<string, string> = {
  URN: '100001',
  'LA (code)': '888',
  'LA (name)': 'Northmoor',
  EstablishmentNumber: '2001',
  EstablishmentName: 'Ashgrove Primary School',
  'TypeOfEstablishment (code)': '01',
  'TypeOfEstablishment (name)': 'Community school',
  'EstablishmentTypeGroup (code)': '4',
  'EstablishmentTypeGroup (name)': 'Local authority maintained schools',
  'EstablishmentStatus (code)': '1',
  'EstablishmentStatus (name)': 'Open',
  'ReasonEstablishmentClosed (code)': '00',
  'ReasonEstablishmentClosed (name)': 'Not applicable',
  OpenDate: '',
  CloseDate: '',
  'PhaseOfEducation (code)': '2',
  'PhaseOfEducation (name)': 'Primary',
  StatutoryLowAge: '4',
  StatutoryHighAge: '11',
  NumberOfPupils: '201',
  Postcode: 'NM1 2AB',
  HeadLastName: 'Shah',
}

export type School = Partial<typeof SCHOOL>

/** Several schools that differ in number and name. */
export const schools = (n: number, change: (at: number) => School = () => ({})): School[] =>
  Array.from({ length: n }, (_, at) => ({
    URN: String(100_001 + at),
    EstablishmentNumber: String(2001 + at),
    EstablishmentName: `School ${at + 1}`,
    ...change(at),
  }))

export const closed: School = {
  'EstablishmentStatus (code)': '2',
  'EstablishmentStatus (name)': 'Closed',
  CloseDate: '31-08-2026',
  'ReasonEstablishmentClosed (code)': '3',
  'ReasonEstablishmentClosed (name)': 'Closure',
}
export const converted: School = {
  ...closed,
  'ReasonEstablishmentClosed (code)': '10',
  'ReasonEstablishmentClosed (name)': 'Academy Converter',
}

/** The text of a register file. @param without columns that it lacks */
export function registerCsv(given: readonly School[], without: readonly string[] = []): string {
  const names = Object.keys(SCHOOL).filter(name => !without.includes(name))
  const lines = given.map(school => names.map(name => quoted((school[name] ?? SCHOOL[name]) as string)).join(','))
  return `${[names.map(quoted).join(','), ...lines].join('\r\n')}\r\n`
}

const quoted = (text: string) => (/^\d*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`)

/** Puts bytes into a file of their own. @returns its path */
export function fileOf(content: string | Buffer, name = 'edubasealldata20261121.csv'): string {
  const folder = mkdtempSync(path.join(process.env.SA_TEST_FOLDER ?? tmpdir(), 'register-'))
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}
