import type { CellValue, ColumnType } from '../../platform/spreadsheets/cellXml.ts'
import type { SheetRow } from '../../platform/spreadsheets/sheet.ts'

/** What a code in a column means. */
export type Meaning = { value: string | number | boolean; label: string; score?: number | null }

/** One column of a sheet: what it is called for ever, what it says, and how its value is taken from a source. */
export type ColumnOf<Source> = {
  /** Never reused for another meaning: an analyst's formulas name it. */
  key: string
  type: ColumnType
  /** What it says, for the codebook. */
  label: string
  values?: readonly Meaning[]
  width?: number
  wrap?: boolean
  of: (source: Source) => CellValue
}

/** One sheet of the workbook: what it is, and its columns. */
export type SheetOf<Source> = {
  name: string
  /** One sentence for the first page: what one row is. */
  about: string
  frozenColumns?: number
  columns: readonly ColumnOf<Source>[]
}

/** A sheet without its source: what the codebook and the first page look at. */
export type SheetShape = Pick<SheetOf<never>, 'name' | 'about'> & { columns: readonly Omit<ColumnOf<never>, 'of'>[] }

export const rowOf = <Source>(sheet: Pick<SheetOf<Source>, 'columns'>, source: Source): SheetRow =>
  sheet.columns.map(column => column.of(source))

type Extras = Pick<ColumnOf<never>, 'values' | 'width' | 'wrap'>
type Make<Source, Value extends CellValue> = (
  key: string,
  label: string,
  of: (source: Source) => Value | null,
  extras?: Extras,
) => ColumnOf<Source>

/** Makers of the columns of one kind of source, each held to its type by the compiler. */
export function columnsFor<Source>() {
  const make =
    <Value extends CellValue>(type: ColumnType): Make<Source, Value> =>
    (key, label, of, extras = {}) => ({ key, type, label, of, ...extras })
  return {
    text: make<string>('text'),
    number: make<number>('number'),
    day: make<string>('date'),
    instant: make<Date | number>('instant'),
    flag: make<boolean>('boolean'),
    /** A code, with what each says. */
    code: (
      key: string,
      label: string,
      words: Readonly<Record<string, string>>,
      of: (source: Source) => string | null,
    ): ColumnOf<Source> => ({
      key,
      type: 'text',
      label,
      of,
      values: Object.entries(words).map(([value, meaning]) => ({ value, label: meaning })),
    }),
  }
}

/** What every sheet about returns begins with, so that any two of them can be joined. */
export type OfReturn = { returnId: number; urn: number | null; establishmentName: string }

export function returnColumns<Source>(of: (source: Source) => OfReturn): ColumnOf<Source>[] {
  const { number, text } = columnsFor<Source>()
  return [
    number('return_id', 'The return: the same number in every sheet of every export', source => of(source).returnId),
    number('urn', 'Unique reference number of the establishment; blank where it has none', source => of(source).urn),
    text('establishment_name', 'Name of the establishment when the round was issued', source => of(source).establishmentName, {
      width: 36,
    }),
  ]
}
