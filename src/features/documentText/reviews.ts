import { dueBy } from './dueBy.ts'

/** What a document says of when it is to be looked at again: "next scheduled review of this policy" by itself, so that each pattern is linear. */
const NEXT = /\bnext (?:[a-z’']{2,15} ){0,2}(?:reviewed|review|update)(?: date| of (?:this|the|our) [a-z]{3,12})?/gi
const LABEL =
  /\b(?:next(?: due|:)|will (?:next )?review (?:this|the|our|it)(?: [a-z]{3,12})?|review (?:is )?(?:scheduled|planned|expected)|review (?:date|on:)|date (?:of|for) (?:the )?(?:next )?(?:policy )?review|(?:review|policy) due|review by|(?:to|will|must|shall|should|due to|is to) (?:next )?be (?:next )?(?:reviewed|renewed)|due for (?:review|renewal)|for review:|renewal (?:date|due)|valid (?:until|to)|expir(?:y date|es)|(?<=(?:^|\n|: )\s{0,3}(?:document |policy |plan )?)review\s{0,2}[:-])/gi
const LATELY = /\b(?:last|previous|latest|former|earlier|recent) {1,2}$/i
const DONE = /^[^\n]{0,40}\b(?:done|completed)\b/i
/** A column of days on which something is due. */
const HEADING =
  /^(?:(?:date (?:of|for) )?(?:the )?next review(?: date)?(?: due)?|review (?:date|due)(?: by| date)?|(?:next |due for )review|review by|renewal date)$/i
const LOOKED_AT = 15
/** More than this of one passage are not looked at. */
const MOST = 500

/** The labels of a text, in its order; one within another is none of its own. */
const labelsIn = (text: string): RegExpExecArray[] =>
  [NEXT, LABEL]
    .flatMap(label => [...text.matchAll(label).take(MOST)])
    .toSorted((one, other) => one.index - other.index)
    .filter(({ index }, at, all) => index >= (all[at - 1]?.index ?? -1) + (all[at - 1]?.[0].length ?? 0))

/** The days by which a text says that it is to be reviewed, each 'YYYY-MM-DD'. */
export function reviewsIn(text: string): string[] {
  return labelsIn(text).flatMap(match => {
    const before = text.slice(Math.max(0, match.index - 12), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 160)
    if (LATELY.test(before)) return []
    const on = dueBy(after)
    return on === undefined || DONE.test(after) ? [] : [on]
  })
}

/** The same of a table whose headings say that a column holds such days. */
export function reviewsBelow(rows: readonly { cells: readonly string[] }[]): string[] {
  for (const [at, { cells }] of rows.slice(0, LOOKED_AT).entries()) {
    const column = cells.findIndex(cell => cell.length < 40 && HEADING.test(cell.trim()))
    // With a day beside it, it is the name of a row.
    if (column >= 0 && cells.length > 1 && dueBy(cells[column + 1] ?? '') === undefined)
      return rows.slice(at + 1).flatMap(row => dueBy(row.cells[column] ?? '') ?? [])
  }
  return []
}
