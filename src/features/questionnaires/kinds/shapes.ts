export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The fields of a urlencoded or multipart body. */
export type Body = Readonly<Record<string, unknown>>

/** What is wrong with a part of an answer: the path names the part as the form does (['day'], [2, 'name'], []). */
export type Fault = { path: readonly (string | number)[]; message: string }
/** What a raw value turned out to be: an answer (null when blank) or the faults to show. */
export type Reading<A> = { ok: true; value: A | null } | { ok: false; faults: readonly Fault[] }

export type CellType = 'text' | 'number' | 'date' | 'boolean'
/** A column of the analyst's workbook. Keys never change their meaning; labels may be reworded. */
export type Column = { key: string; type: CellType; label: string }
/** Dates are ISO strings: their column says that they are dates. */
export type CellValue = string | number | boolean | null
export type TableRow = { row: number; cells: (Column & { value: CellValue })[] }

/** The three boxes of a date, as typed. */
export type DateParts = { day: string; month: string; year: string }
