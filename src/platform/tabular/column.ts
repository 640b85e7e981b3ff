/**
 * What a cell holds. A day is 'YYYY-MM-DD'; an instant is a Date or its milliseconds, because the millions of them that come
 * out of a JSON array of the database need not become objects first. Blank is null.
 */
export type CellValue = string | number | boolean | Date | null

/** What a column holds. A code is a text that stands for something; a percentage is 0 to 100, a share 0 to 1. */
export type ColumnType = 'text' | 'code' | 'integer' | 'number' | 'percentage' | 'share' | 'boolean' | 'date' | 'instant'

/** The five types that every format knows. */
export type PlainType = 'text' | 'number' | 'boolean' | 'date' | 'instant'

/** As which a column is kept where a format has no finer type for it. */
export const PLAIN_TYPE: Record<ColumnType, PlainType> = {
  text: 'text',
  code: 'text',
  integer: 'number',
  number: 'number',
  percentage: 'number',
  share: 'number',
  boolean: 'boolean',
  date: 'date',
  instant: 'instant',
}

/** What a value in a column of codes means. */
export type Code = { value: string | number | boolean; label: string; score?: number | null }

/** What a column can tell of a person: a name, an address, or words in which anybody may be named. */
export type Personal = 'name' | 'email' | 'words'

/** One column: what it is called for ever, what it holds and what it says. */
export type Column = {
  /** Never reused for another meaning: an analyst's formulas name it. */
  key: string
  type: ColumnType
  /** What it says, for the codebook. */
  label: string
  codes?: readonly Code[]
  /** Left out where it tells of no person. */
  personal?: Personal
  /** Whether it tells of which establishment a row is. */
  identifies?: true
  /** How many characters are seen of it, where people look at it. */
  width?: number
  /** Whether its longer texts go over several lines there. */
  wrap?: boolean
}

/** A column with how its value is taken from a source. */
export type ColumnOf<Source> = Column & {
  of: (source: Source) => CellValue
  /** For one that tells of which establishment a row is, alone or beside another file: from what the code, or codes, are made that can stand in its place. */
  coded?: { as: string; by: (source: Source) => string | readonly string[] | null }
}

type Extras = Pick<Column, 'codes' | 'personal' | 'identifies' | 'width' | 'wrap'>
type Make<Source, Value extends CellValue> = (
  key: string,
  label: string,
  of: (source: Source) => Value | null,
  extras?: Extras & Pick<ColumnOf<Source>, 'coded'>,
) => ColumnOf<Source>

/** Makers of the columns of one kind of source, each held to its type by the compiler. */
export function columnsFor<Source>() {
  const make =
    <Value extends CellValue>(type: ColumnType, always: Extras = {}): Make<Source, Value> =>
    (key, label, of, extras = {}) => ({ key, type, label, of, ...always, ...extras })
  return {
    text: make<string>('text'),
    /** The name of a person. */
    name: make<string>('text', { personal: 'name' }),
    /** What somebody wrote. */
    words: make<string>('text', { personal: 'words' }),
    integer: make<number>('integer'),
    /** The number that the database gave a thing. @param as what its code is called: the same wherever that thing is told of */
    id: (key: string, label: string, of: (source: Source) => number | null, as: string): ColumnOf<Source> => ({
      key,
      type: 'integer',
      label,
      of,
      coded: { as, by: source => of(source)?.toString() ?? null },
    }),
    /** Several such numbers. */
    ids: (key: string, label: string, of: (source: Source) => readonly number[], as: string): ColumnOf<Source> => ({
      key,
      type: 'text',
      label,
      of: source => joined(of(source).map(String)),
      coded: { as, by: source => of(source).map(String) },
    }),
    number: make<number>('number'),
    percentage: make<number>('percentage'),
    share: make<number>('share'),
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
      type: 'code',
      label,
      of,
      codes: Object.entries(words).map(([value, meaning]) => ({ value, label: meaning })),
    }),
  }
}

/** Several values in one cell; blank where there are none. */
export const joined = (values: readonly string[]): string | null => (values.length === 0 ? null : values.join('; '))
