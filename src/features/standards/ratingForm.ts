import { tooLong, wholeNumberIn } from '../../platform/forms/fields.ts'
import { typed, type FormError } from '../../platform/forms/parseForm.ts'
import type { Id } from '../../platform/id.ts'
import type { Entry } from './merge.ts'
import { valueOf, type Scale } from './scale.ts'
import { nameOf, type ExerciseStandard, type Rating } from './standard.ts'

/** What the boxes of one standard hold, as text. `rating` is the key of a value, or `na`. */
export type TypedRating = { rating: string; reason: string; evidence: string; comment: string; version: string }

/** How a choice in a form says that the standard does not apply. */
export const NOT_APPLICABLE = 'na'

/** How long what is said of a standard may be. */
export const LONGEST_RATING = { reason: 1000, evidence: 4000, comment: 4000 } as const
/** What the texts of a rating are called. */
export const RATING_LABELS = { reason: 'Why not applicable', evidence: 'Evidence', comment: 'Comment' } as const
type Text = keyof typeof LONGEST_RATING
const TEXTS = Object.keys(LONGEST_RATING) as Text[]

/** The name, and the id, of a box of a standard. */
export const fieldOf = (box: keyof TypedRating, standardId: Id<'standard'>): string => `${box}-${standardId}`

export const typedRating = (body: unknown, standardId: Id<'standard'>): TypedRating => ({
  rating: typed(body, fieldOf('rating', standardId)),
  reason: typed(body, fieldOf('reason', standardId)),
  evidence: typed(body, fieldOf('evidence', standardId)),
  comment: typed(body, fieldOf('comment', standardId)),
  version: typed(body, fieldOf('version', standardId)),
})

/** What a form of ratings held of one standard, in words. The standard has no name where nobody may know it by now. */
export type Held = { name: string; lines: string[] }

/** Everything that was chosen and typed, by standard, for who cannot save it: to be copied. */
export function heldIn(body: unknown, standards: readonly ExerciseStandard[], scale: Scale): Held[] {
  const names = new Map(standards.map(standard => [String(standard.id), nameOf(standard)]))
  const sent = Object.keys(body ?? {}).flatMap(field => /^(?:rating|reason|evidence|comment)-(\d{1,15})$/.exec(field)?.[1] ?? [])
  return [...new Set(sent)].flatMap(id => {
    const box = (name: string) => typed(body, `${name}-${id}`).trim()
    const word = box('rating') === NOT_APPLICABLE ? 'Not applicable' : (valueOf(scale, box('rating'))?.word ?? box('rating'))
    const said = [
      ['Rating', word],
      ['Reason', box('reason')],
      ['Evidence', box('evidence')],
      ['Comment', box('comment')],
    ]
    const lines = said.flatMap(([label, text]) => (text ? [`${label}: ${text}`] : []))
    return lines.length === 0 ? [] : [{ name: names.get(id) ?? '', lines }]
  })
}

/**
 * Reads the boxes of the standards on a page. A standard of which nothing was chosen and nothing typed is left out; one with a fault costs
 * the others nothing.
 *
 * @param of.ratings those that are stored, of who rates: the reason of a standard that now has a rating goes, unless it was typed just now
 */
export function parseRatings(
  body: unknown,
  standards: readonly ExerciseStandard[],
  { scale, ratings }: { scale: Scale; ratings: readonly Rating[] },
): { entries: Entry[]; errors: FormError[]; faulty: ReadonlySet<Id<'standard'>> } {
  const entries: Entry[] = []
  const errors: FormError[] = []
  const faulty = new Set<Id<'standard'>>()
  for (const standard of standards) {
    const { id: standardId } = standard
    const given = typedRating(body, standardId)
    const texts = { reason: given.reason.trim(), evidence: given.evidence.trim(), comment: given.comment.trim() }
    if (given.rating === '' && TEXTS.every(text => texts[text] === '')) continue
    const isNa = given.rating === NOT_APPLICABLE
    if (!isNa && texts.reason === ratings.find(rating => rating.standardId === standardId)?.reason) texts.reason = ''
    const faults = faultsOf(standard, given.rating, texts, scale)
    if (faults.length === 0) {
      const version = wholeNumberIn(given.version, 2_147_483_647) ?? 0
      entries.push({ standardId, version, said: { ...texts, value: isNa ? null : given.rating } })
    } else {
      errors.push(...faults)
      faulty.add(standardId)
    }
  }
  return { entries, errors, faulty }
}

function faultsOf(standard: ExerciseStandard, rating: string, texts: Record<Text, string>, scale: Scale): FormError[] {
  const faults: FormError[] = []
  const name = `“${nameOf(standard)}”`
  if (rating === '') faults.push({ field: fieldOf('rating', standard.id), message: `Choose a rating for ${name}, or clear what you typed` })
  else if (rating !== NOT_APPLICABLE && !valueOf(scale, rating))
    faults.push({ field: fieldOf('rating', standard.id), message: `Choose a rating for ${name} from those of the scale` })
  if (rating === NOT_APPLICABLE && texts.reason === '')
    faults.push({ field: fieldOf('reason', standard.id), message: `Say why ${name} does not apply` })
  if (rating !== '' && rating !== NOT_APPLICABLE && texts.reason !== '')
    faults.push({ field: fieldOf('reason', standard.id), message: `Clear why ${name} does not apply, or choose Not applicable` })
  for (const text of TEXTS)
    if (texts[text].length > LONGEST_RATING[text])
      faults.push({ field: fieldOf(text, standard.id), message: `${tooLong(RATING_LABELS[text], LONGEST_RATING[text])} (${name})` })
  return faults
}

/** As many standards as one page asks: so many are saved at once, and nobody scrolls for long. */
export const ON_A_PAGE = 6

/** The pages of a form over standards. */
export const partsOf = <Standard>(standards: readonly Standard[]): Standard[][] =>
  Array.from({ length: Math.ceil(standards.length / ON_A_PAGE) }, (_, at) => standards.slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE))
