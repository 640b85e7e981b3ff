import { columnsOfChildren } from './columns.ts'
import { isOfChild, daysIn } from './days.ts'
import { plainText, type DocumentText, type Passage, type Place } from './document.ts'
import { Gathered, type Found } from './found.ts'
import { headingsOf } from './headings.ts'
import { isNhsNumber, isUpn } from './identifiers.ts'
import { listsOfChildren } from './lines.ts'

/**
 * What in a document could say who a child is: unique pupil numbers and NHS numbers with their check letter or digit, dates of birth,
 * columns of names, and children told apart by a letter or a number.
 *
 * @param today 'YYYY-MM-DD': whoever is older than 19 on it is no child
 */
export function findChildData(document: DocumentText, today: string): Found[] {
  const gathered = new Gathered()
  const loose: Loose[] = []
  const labels: Label[] = []
  for (const { place, text, heading } of everyPassage(document)) {
    findLabels(labels, place, text)
    // Most cells of a sheet have no digit: a quarter of the time.
    if (!/\d/.test(text)) continue
    findUpns(gathered, place, text)
    loose.push(...findNhsNumbers(gathered, place, text, heading))
    findBirths(gathered, place, text, today)
  }
  // Ten digits by themselves pass once in eleven times: several of which nearly all pass are NHS numbers.
  const passing = loose.filter(({ passes }) => passes)
  if (passing.length >= 3 && passing.length >= loose.length * MOSTLY)
    for (const { digits, place } of passing) gathered.add('nhs', digits, place)
  addLabels(gathered, labels)
  for (const passage of document.passages) listsOfChildren(gathered, passage, today)
  for (const table of document.tables) columnsOfChildren(gathered, table, today)
  return gathered.result()
}

const MOSTLY = 0.8

/** The passages, and each cell with what its column is called. */
function* everyPassage({ passages, tables }: DocumentText): Generator<Passage & { heading: string }> {
  for (const { place, text } of passages) yield { place, text: plainText(text), heading: '' }
  for (const table of tables) {
    const headings = headingsOf(table)?.texts ?? []
    for (const { number, cells } of table.rows)
      for (const [column, cell] of cells.entries())
        if (cell !== '')
          yield {
            place: { within: table.within, unit: table.unit, number, column },
            text: plainText(cell),
            heading: headings[column] ?? '',
          }
  }
}

const UPN = /(?<![\p{L}\p{N}])[A-HJ-NP-RT-Z][ -]?\d{3}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[ -]?[\dA-HJ-NP-RT-Z](?![\p{L}\p{N}])/giu

function findUpns(gathered: Gathered, place: Place, text: string): void {
  for (const [said] of text.matchAll(UPN)) {
    const signs = said.replaceAll(/[ -]/g, '').toUpperCase()
    if (isUpn(signs)) gathered.add('upn', signs, place)
  }
}

const TEN_DIGITS = /(?<![\p{L}\p{N}+/.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\p{L}\p{N}/])/gu
const NHS_NEAR = /\bnhs\b/i
const OTHER_NEAR =
  /\b(?:tel|telephone|phone|mobile|call|fax|text|invoice|order|account|receipt|ref|reference|isbn|purchase|po|licence|certificate|vat)\b/i
const NEAR = { before: 60, after: 20 }

/** Ten digits of which nothing around says what they are. */
type Loose = { digits: string; place: Place; passes: boolean }

function findNhsNumbers(gathered: Gathered, place: Place, text: string, heading: string): Loose[] {
  const loose: Loose[] = []
  for (const match of text.matchAll(TEN_DIGITS)) {
    const before = text.slice(Math.max(0, match.index - NEAR.before), match.index)
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + NEAR.after)
    // Part of a longer number that is written in groups, as telephone numbers are.
    if (/[\d+)] ?-?$/.test(before) || /^[ -]\d/.test(after)) continue
    const digits = match[0].replaceAll(/[ -]/g, '')
    const passes = isNhsNumber(digits)
    const isOther = OTHER_NEAR.test(heading) || OTHER_NEAR.test(before.slice(-25))
    if (passes && (NHS_NEAR.test(heading) || NHS_NEAR.test(before) || NHS_NEAR.test(after))) gathered.add('nhs', digits, place)
    // As they are printed on letters; those that are given out in England and Northern Ireland, and those that are made up for trials.
    else if (passes && !isOther && match[1] !== '' && /^[34679]/.test(digits)) gathered.add('nhs', digits, place)
    else if (!isOther) loose.push({ digits, place, passes })
  }
  return loose
}

const BORN = /\b(?:d\.o\.b\b\.?|dob\b|dates? of birth\b|born(?: on)?\b)[\s:(-]{0,5}(?:is |was |on )?/gi

function findBirths(gathered: Gathered, place: Place, text: string, today: string): void {
  for (const match of text.matchAll(BORN)) {
    const from = match.index + match[0].length
    const said = text.slice(from, from + 30)
    const [day] = daysIn(said)
    if (day?.at === 0 && isOfChild(day, today)) gathered.add('birth', said.slice(0, day.end), place)
  }
}

const LABEL =
  /(?<![\p{L}\p{N}])(?:Child|Pupil|Student|Learner|Young Person|Sibling) (?:[A-Z]|\d{1,2})(?![\p{L}\p{N}]|[:.]\d|['’]|-\p{L}|%)/gu
/** "Every Child A Reader"; a review that was published calls its child so. */
const NO_LABEL = /\b(?:every|each|per|one|any|a|the|this) $/i
const OF_REVIEW = /\b(?:reviews?|reports?|inquiry|enquiry|cspr|lcspr|scr|case)\b/i

type Label = { said: string; place: Place; isOfReview: boolean }

function findLabels(labels: Label[], place: Place, text: string): void {
  for (const match of text.matchAll(LABEL)) {
    if (labels.length >= 5_000 || NO_LABEL.test(text.slice(Math.max(0, match.index - 8), match.index))) continue
    const around = text.slice(Math.max(0, match.index - 80), match.index + match[0].length + 80)
    labels.push({ said: match[0], place, isOfReview: OF_REVIEW.test(around) })
  }
}

/** Told apart by letters or numbers: several, or one that is spoken of again and again. */
function addLabels(gathered: Gathered, labels: readonly Label[]): void {
  const own = labels.filter(({ isOfReview }) => !isOfReview)
  if (new Set(own.map(({ said }) => said)).size < 2 && own.length < 3) return
  for (const { said, place } of own) gathered.add('pattern', said, place, true)
}
