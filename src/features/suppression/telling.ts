import { cover, coverInSteps, type Covering } from './cover.ts'
import { independentParts } from './independent.ts'
import { joined, type Bounds, type Cell, type Publication, type Rule } from './publication.ts'
import { asPrinted, withEarlier, type Earlier } from './successive.ts'

type Words = ReadonlyMap<string, Bounds>

/**
 * Which counts may be told in words. A word leaves its count between two numbers, and is told where a reader of all that is printed beside
 * it learns no more of any small number by it: it is proved as `cover` proves it. Where not all words about what hangs together may be
 * told, they are tried one after the other. A proof is made in steps: whoever takes them can let others have their turn between two.
 *
 * @param publication what is printed or will be, as printed (`asPrinted`), and the counts that the words are about
 * @param wanted between which numbers each word leaves its count
 * @yields those of the words that were just proved, none where a step proved none: of a number that is printed, any word may be told
 */
export function* tellable(publication: Publication, wanted: Words, rule: Rule): Generator<Words, void> {
  yield new Map(
    publication.cells.flatMap(({ id, as }) => {
      const bounds = wanted.get(id)
      return bounds && as === 'fixed' ? [[id, bounds] as const] : []
    }),
  )
  for (const part of independentParts(publication)) yield* tellableIn(part, wanted, rule)
}

function* tellableIn(part: Publication, wanted: Words, rule: Rule): Generator<Words, void> {
  const mine = part.cells.flatMap(({ id, as }) => {
    const bounds = wanted.get(id)
    return bounds && as !== 'fixed' ? [[id, bounds] as const] : []
  })
  if (mine.length === 0) return
  const before = yield* exposedIn(part, rule)
  const all = new Map(mine)
  const areAll = (yield* exposedIn(withWords(part, all), rule)).every(id => before.includes(id))
  yield areAll ? all : NONE
  if (areAll) return
  let told = NONE
  for (const one of mine) {
    const more = new Map([...told, one])
    const isToo = (yield* exposedIn(withWords(part, more), rule)).every(id => before.includes(id))
    if (isToo) told = more
    yield isToo ? new Map([one]) : NONE
  }
}

/** What a part gives away, worked out step by step. */
function* exposedIn(part: Publication, rule: Rule): Generator<Words, readonly string[]> {
  const steps = coverInSteps(part, rule)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value.exposed
    yield NONE
  }
}

const NONE: Words = new Map()

const withWords = ({ cells, relations }: Publication, words: Words): Publication => ({
  cells: cells.map(cell => {
    const told = words.get(cell.id)
    return told ? { ...cell, told: bothOf(cell.told, told) } : cell
  }),
  relations,
})

const bothOf = (one: Bounds | undefined, other: Bounds): Bounds =>
  one ? { least: Math.max(one.least, other.least), most: Math.min(one.most, other.most) } : other

/** What a reader of the words alone knows: no number, but between which each of these counts is, and what hangs together with them. */
export function toldAlone(publication: Publication, words: Words): Publication {
  const parts = independentParts(publication).filter(({ cells }) => cells.some(({ id }) => words.has(id)))
  const unread = (cell: Cell): Cell => (cell.as === 'shown' ? { ...cell, as: 'hidden' } : cell)
  const { cells, relations } = joined(parts)
  return withWords({ cells: cells.map(unread), relations }, words)
}

/**
 * What else has to be covered of a publication because of words that were told before: all of what hangs together, where a small number
 * would be given away by both that is not by the publication alone.
 *
 * @param covering what is covered beside all that was printed before
 * @param earlier.printed what was printed before
 * @param earlier.words what was told in words
 */
export function coverBesideWords(
  publication: Publication,
  covering: Covering,
  { printed, words }: { printed: readonly Earlier[]; words: readonly Earlier[] },
  rule: Rule,
): Covering {
  if (words.length === 0) return covering
  const covered = new Map(covering.covered)
  const own = new Set(publication.cells.filter(({ as }) => as === 'shown').map(({ id }) => id))
  const beside = (some: readonly Earlier[]) =>
    independentParts(withEarlier(asPrinted(publication, covered, rule.threshold), [...printed, ...some]))
  const unsaid = words.map(one => ({ ...one, publication: withoutWords(one.publication) }))
  for (;;) {
    const silent = beside(unsaid)
    const harmed = beside(words).flatMap((part, at) => {
      const before = silent[at]
      if (before === undefined || part.cells.every(({ told }) => told === undefined)) return []
      const exposed = cover(part, rule).exposed
      if (exposed.length === 0) return []
      const known = cover(before, rule).exposed
      const more = exposed.filter(id => !known.includes(id))
      return more.length === 0 ? [] : [{ part, more }]
    })
    const next = harmed.flatMap(({ part }) => part.cells.map(({ id }) => id)).filter(id => own.has(id) && covered.get(id) !== 'whole')
    if (next.length === 0) return { covered, exposed: [...covering.exposed, ...harmed.flatMap(({ more }) => more)] }
    for (const id of next) covered.set(id, 'whole')
  }
}

const withoutWords = ({ cells, relations }: Publication): Publication => ({
  cells: cells.map(({ told: _told, ...cell }) => cell),
  relations,
})
