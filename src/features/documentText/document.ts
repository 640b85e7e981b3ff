/** What places in a document are counted by. */
export type Unit = 'page' | 'paragraph' | 'line' | 'row' | 'cell'

/** Where something stands: page 3, line 7, or the second column of row 5 in the sheet “Register”. */
export type Place = { within: string; unit: Unit; number: number; column?: number }

/** A piece of running text. */
export type Passage = { place: Place; text: string }

/** A sheet of a workbook, a table of a Word document, a CSV file. */
export type Table = { within: string; unit: Unit; rows: readonly { number: number; cells: readonly string[] }[] }

/** All that could be read in a document. */
export type DocumentText = { passages: readonly Passage[]; tables: readonly Table[] }

/** With plain spaces and hyphens, so that a number is found however a program spaced it. */
export const plainText = (text: string): string => text.replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ').replace(/[\u2010-\u2013\u2212]/g, '-')
