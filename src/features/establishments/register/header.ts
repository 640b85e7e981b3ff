import { FIELDS, REQUIRED_HEADERS, type Field } from './fields.ts'
import { KNOWN_HEADERS } from './knownHeaders.ts'
import { UnusableFile } from './unusableFile.ts'

/** The heading of the column that says why a row was left out: a file with it can be mended and chosen again. */
export const WHY_LEFT_OUT = 'Why it was left out'

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
  /** Whether the file holds rows that were given back to be mended: it says nothing of the others. */
  isPart: boolean
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
  if (absent.length > 0 || urn === undefined || laCode === undefined) throw new UnusableFile(notTheRegister(names, absent))
  const fields = FIELDS.flatMap(field => {
    const place = at(field.header)
    return place === undefined ? [] : [{ field, at: place }]
  })
  const known = new Set([...KNOWN_HEADERS, WHY_LEFT_OUT].map(normalised))
  return {
    width: cells.length,
    urn,
    laCode,
    laName: at('LA (name)'),
    sixthFormName: at('OfficialSixthForm (name)'),
    easting: at('Easting'),
    fields,
    missing: FIELDS.filter(field => at(field.header) === undefined).map(field => field.header),
    isPart: at(WHY_LEFT_OUT) !== undefined,
    added: cells.map(cell => cell.trim()).filter(cell => cell !== '' && !known.has(normalised(cell))),
  }
}

/** Whether a row looks as if it named the columns: titles and notes may stand above it. */
export const namesColumns = (cells: readonly string[]): boolean => {
  const names = cells.map(normalised)
  return names.includes('urn') && (names.includes('la (code)') || names.includes('establishmentname') || names.includes('linkurn'))
}

const normalised = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ')

function notTheRegister(names: readonly string[], absent: readonly string[]): string {
  if (names.includes('linkurn'))
    return 'This is the file of links between establishments (links_edubasealldata). The register is the file named edubasealldata. The command for links is: register links FILE.'
  if (names.includes('group uid')) return 'This is the file of trusts and groups. The register is the file named edubasealldata.'
  if (absent.length === REQUIRED_HEADERS.length)
    return 'This is not the register: its first line does not name the columns (URN, LA (code), EstablishmentName and so on).'
  return `This file lacks ${absent.length === 1 ? 'a column' : 'columns'} that the register must have: ${absent.join(', ')}.`
}
