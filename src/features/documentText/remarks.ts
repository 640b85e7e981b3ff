import { daysIn } from './days.ts'
import { plainText, type DocumentText, type Place } from './document.ts'
import { sayPlaces } from './places.ts'

/** What may make a document useless as evidence: help for whoever sends it, and a flag for whoever reads it. */
export type Remark =
  | { kind: 'blank' }
  | { kind: 'placeholder'; count: number; places: string[]; example: string }
  | { kind: 'review_passed'; on: string }
  | { kind: 'old_guidance'; edition: number; current: number }

/** Fewer letters than this say nothing: a title and a heading. A list may be short, and say something with a few cells. */
const BLANK = 120
const BLANK_CELLS = 8

/**
 * What in a document is blank or out of date on the day on which it was sent.
 *
 * @param today 'YYYY-MM-DD'
 */
export function remarksOn(document: DocumentText, today: string): Remark[] {
  const gathered: Gathering = { letters: 0, cells: 0, placeholders: [], reviews: [], editions: [] }
  for (const { place, text } of document.passages) gather(gathered, place, plainText(text))
  for (const { within, unit, rows } of document.tables)
    for (const { number, cells } of rows) {
      const filled = cells.filter(cell => cell !== '')
      gathered.cells += filled.length
      gather(gathered, { within, unit, number, column: 0 }, plainText(filled.join(' : ')))
    }
  const isBlank = gathered.letters < BLANK && gathered.cells < BLANK_CELLS
  return [
    ...(isBlank ? [{ kind: 'blank' as const }] : []),
    ...placeholders(gathered),
    ...passedReview(gathered, today),
    ...oldGuidance(gathered, today),
  ]
}

type Gathering = { letters: number; cells: number; placeholders: { said: string; place: Place }[]; reviews: string[]; editions: number[] }

const PLACEHOLDER =
  /\[(?:insert|add|enter|name of|school|setting|academy|your|date|name|address|telephone|phone|email|xx)[^\][\n]{0,60}\]|<(?:insert|name of|school name|your school)[^<>\n]{0,60}>|\binsert (?:school|setting|name|date) [^\n]{0,10}here\b|(?<![\p{L}\p{N}@./])x{4,20}(?![\p{L}\p{N}@])|\blorem ipsum\b/giu
const REVIEW =
  /\b(?:next review(?: date| due)?|review date|date (?:of|for) (?:next )?review|review due(?: date| by| on)?|(?:to be|due to be) reviewed(?: by| on| in)?|due for review(?: by| on| in)?)\b[\s:-]{0,6}(?:is |by |on |in )?/gi
const LATELY = /\b(?:last|previous|latest|date of last|most recent) $/i
const GUIDANCE = /\bkeeping children safe in education\b|\bkcsie\b/gi
const MOST = 500

function gather(gathered: Gathering, place: Place, text: string): void {
  if (gathered.letters < BLANK) gathered.letters += text.match(/\p{L}/gu)?.length ?? 0
  for (const [said] of text.matchAll(PLACEHOLDER)) if (gathered.placeholders.length < MOST) gathered.placeholders.push({ said, place })
  for (const match of text.matchAll(REVIEW)) {
    if (LATELY.test(text.slice(Math.max(0, match.index - 14), match.index))) continue
    const from = match.index + match[0].length
    const [day] = daysIn(text.slice(from, from + 30))
    if (day && day.at <= 4) gathered.reviews.push(day.to)
  }
  for (const match of text.matchAll(GUIDANCE)) {
    const year = /(?<!\d)20[12]\d(?!\d)/.exec(text.slice(match.index + match[0].length, match.index + match[0].length + 35))
    if (year) gathered.editions.push(Number(year[0]))
  }
}

const placeholders = ({ placeholders: found }: Gathering): Remark[] =>
  found.length === 0
    ? []
    : [
        {
          kind: 'placeholder',
          count: found.length,
          places: sayPlaces(found.map(({ place }) => place)),
          example: (found[0]?.said ?? '').slice(0, 60),
        },
      ]

/** Of several days the last: a document that says when it was due before says when it is due next. */
function passedReview({ reviews }: Gathering, today: string): Remark[] {
  const on = reviews.reduce((latest, day) => (day > latest ? day : latest), '')
  return on !== '' && on < today ? [{ kind: 'review_passed', on }] : []
}

/** The edition of a year is in force from 1 September; what speaks of it and of former ones is up to date. */
function oldGuidance({ editions }: Gathering, today: string): Remark[] {
  const edition = Math.max(...editions, 0)
  const year = Number(today.slice(0, 4))
  const current = today.slice(5) >= '09-01' ? year : year - 1
  return edition > 0 && edition < current ? [{ kind: 'old_guidance', edition, current }] : []
}
