import { isNearlyEmpty } from './blank.ts'
import { plainText, type DocumentText, type Place } from './document.ts'
import { editionsIn } from './guidance.ts'
import { placeholdersIn } from './placeholders.ts'
import { sayPlaces } from './places.ts'
import { reviewsBelow, reviewsIn } from './reviews.ts'

/** What may make a document useless as evidence: help for whoever sends it, and a flag for whoever reads it. */
export type Remark =
  | { kind: 'blank' }
  | { kind: 'placeholder'; count: number; places: string[]; example: string }
  | { kind: 'review_passed'; on: string }
  | { kind: 'old_guidance'; edition: number; current: number }

/**
 * What in a document is blank or out of date on the day on which it was sent.
 *
 * @param today 'YYYY-MM-DD'
 */
export function remarksOn(document: DocumentText, today: string): Remark[] {
  const gathered: Gathering = { placeholders: [], reviews: [], editions: [] }
  for (const { place, text } of document.passages) gather(gathered, place, plainText(text))
  for (const { within, unit, rows } of document.tables) {
    gathered.reviews.push(...reviewsBelow(rows).slice(0, MOST))
    for (const { number, cells } of rows) {
      const filled = cells.filter(cell => cell !== '')
      gather(gathered, { within, unit, number, column: 0 }, plainText(filled.join(' : ')))
    }
  }
  return [
    ...(isNearlyEmpty(document) ? [{ kind: 'blank' as const }] : []),
    ...placeholders(gathered),
    ...passedReview(gathered, today),
    ...oldGuidance(gathered, today),
  ]
}

type Gathering = { placeholders: { said: string; place: Place }[]; reviews: string[]; editions: number[] }

/** More of a kind than this says nothing new. */
const MOST = 500

function gather(gathered: Gathering, place: Place, text: string): void {
  if (gathered.placeholders.length < MOST) gathered.placeholders.push(...placeholdersIn(text).map(said => ({ said, place })))
  if (gathered.reviews.length < MOST) gathered.reviews.push(...reviewsIn(text))
  gathered.editions.push(...editionsIn(text))
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
  const edition = editions.reduce((latest, one) => Math.max(latest, one), 0)
  const year = Number(today.slice(0, 4))
  const current = today.slice(5) >= '09-01' ? year : year - 1
  return edition > 0 && edition < current ? [{ kind: 'old_guidance', edition, current }] : []
}
