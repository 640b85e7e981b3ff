import { FIELDS, REQUIRED_HEADERS, type Field } from './fields.ts'
import { KNOWN_HEADERS } from './knownHeaders.ts'
import { UnusableFile } from './unusableFile.ts'

/** Where the columns of a file stand. */
export type Header = {
  width: number
  urn: number
  laCode: number
  laName: number | undefined
  sixthFormName: number | undefined
  easting: number | undefined
  /** The fields that the file has, with the position of each. */
  fields: readonly { field: Field; at: number }[]
  /** Columns that we would take and the file has not. */
  missing: readonly string[]
  /** Columns that no register has had so far. */
  added: readonly string[]
}

/**
 * Reads the first line of a register file. Only what `REQUIRED_HEADERS` names must be there; order and case do not matter.
 *
 * @throws UnusableFile saying what the file seems to be instead
 */
export function readHeader(cells: readonly string[]): Header {
  const names = cells.map(normalised)
  const at = (name: string) => {
    const found = names.indexOf(normalised(name))
    return found < 0 ? undefined : found
  }
  const absent = REQUIRED_HEADERS.filter(name => at(name) === undefined)
  const [urn, laCode] = [at('URN'), at('LA (code)')]
  if (absent.length > 0 || urn === undefined || laCode === undefined) throw new UnusableFile(notTheRegister(cells, names, absent))
  const fields = FIELDS.flatMap(field => {
    const place = at(field.header)
    return place === undefined ? [] : [{ field, at: place }]
  })
  const known = new Set(KNOWN_HEADERS.map(normalised))
  return {
    width: cells.length,
    urn,
    laCode,
    laName: at('LA (name)'),
    sixthFormName: at('OfficialSixthForm (name)'),
    easting: at('Easting'),
    fields,
    missing: FIELDS.filter(field => at(field.header) === undefined).map(field => field.header),
    added: cells.map(cell => cell.trim()).filter(cell => cell !== '' && !known.has(normalised(cell))),
  }
}

const normalised = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ')

function notTheRegister(cells: readonly string[], names: readonly string[], absent: readonly string[]): string {
  if (names.includes('linkurn'))
    return 'This is the file of links between establishments (links_edubasealldata). The register is the file named edubasealldata. An operator imports the links by npm run cli -- register links FILE.'
  if (names.includes('group uid')) return 'This is the file of trusts and groups. The register is the file named edubasealldata.'
  const [only = ''] = cells
  if (cells.length <= 2 && /[;\t]/.test(only))
    return 'The columns of this file are separated by semicolons or tabs. Save it as “CSV (comma delimited)”, or download it again.'
  if (absent.length === REQUIRED_HEADERS.length)
    return 'This is not the register: its first line does not name the columns (URN, LA (code), EstablishmentName and so on).'
  return `This file lacks ${absent.length === 1 ? 'a column' : 'columns'} that the register must have: ${absent.join(', ')}.`
}
