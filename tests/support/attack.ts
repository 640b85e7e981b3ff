import type { Bounds, Covering, Publication, Rule, Why } from '../../src/features/suppression/index.ts'

/** What a reader holds: the relations, every number that is printed, and how far the others can be by what the publication says of them. */
type Known = {
  values: Float64Array
  /** The cells of each relation: its total, then its parts. */
  relations: Int32Array[]
  least: Float64Array
  most: Float64Array
  /** The relations in which a cell stands. */
  of: number[][]
  index: Map<string, number>
  /** Whether anything is possible at all. */
  fits: boolean
  /** The relations that leave something open. The others fit, whatever is tried. */
  open: Int32Array[]
}

/**
 * A reader who attacks a publication: knows the relations, all that is printed, the rule, and why each count was covered. Works out whether
 * a covered count can have a value, exactly: narrows intervals until nothing moves, and tries what is left.
 */
export class Attacker {
  private readonly known: Known

  constructor(publication: Publication, covered: ReadonlyMap<string, Why>, threshold: number) {
    const { cells, relations } = publication
    const index = new Map(cells.map(({ id }, at) => [id, at]))
    const bounds = cells.map(({ id, value, as, told }): Bounds => {
      const why = covered.get(id)
      if (as !== 'hidden' && why === undefined) return { least: value, most: value }
      if (told) return told
      if (why === 'small') return { least: 1, most: threshold - 1 }
      return why === 'beside' ? { least: threshold, most: Infinity } : ANY
    })
    const numberOf = (id: string): number => {
      const at = index.get(id)
      if (at === undefined) throw new Error(`a relation names ${id}, which is no count of the publication`)
      return at
    }
    const asNumbers = relations.map(({ total, parts }) => Int32Array.from([total, ...parts], numberOf))
    const of: number[][] = cells.map(() => [])
    for (const [at, relation] of asNumbers.entries()) for (const cell of relation) of[cell]?.push(at)
    this.known = {
      values: Float64Array.from(cells, ({ value }) => value),
      relations: asNumbers,
      least: Float64Array.from(bounds, ({ least }) => least),
      most: Float64Array.from(bounds, ({ most }) => most),
      of,
      index,
      fits: true,
      open: [],
    }
    const { least, most } = this.known
    this.known.fits = this.narrow(least, most, asNumbers.keys())
    this.known.open = asNumbers.filter(relation => relation.some(cell => least[cell] !== most[cell]))
  }

  /** Whether a count can have this value for all that the reader knows. */
  canBe(id: string, value: number): boolean {
    const at = this.known.index.get(id) ?? -1
    const least = this.known.least.slice()
    const most = this.known.most.slice()
    if (!this.known.fits || value < (least[at] ?? 0) || value > (most[at] ?? 0)) return false
    least[at] = value
    most[at] = value
    return this.solve(least, most, at, { left: 20_000 })
  }

  /** @param moved the one count that is narrower than where nothing moved any more */
  private solve(least: Float64Array, most: Float64Array, moved: number, tries: { left: number }): boolean {
    if (!this.narrow(least, most, this.known.of[moved] ?? [])) return false
    const at = this.nextIn(least, most)
    if (at < 0) return true
    for (const value of outFrom(this.known.values[at] ?? 0, least[at] ?? 0, Math.min(most[at] ?? 0, (least[at] ?? 0) + 400))) {
      if ((tries.left -= 1) < 0) throw new Error('the attack is too long for a test: make the table smaller')
      const [nextLeast, nextMost] = [least.slice(), most.slice()]
      nextLeast[at] = value
      nextMost[at] = value
      if (this.solve(nextLeast, nextMost, at, tries)) return true
    }
    return false
  }

  /** The narrowest open count of a relation that the true counts, as near as they may be, do not fit; -1 when they fit all. */
  private nextIn(least: Float64Array, most: Float64Array): number {
    const { values, open } = this.known
    let at = -1
    for (const relation of open) {
      let over = 0
      for (let place = 0; place < relation.length; place += 1) {
        const cell = relation[place]!
        const near = Math.min(Math.max(values[cell]!, least[cell]!), most[cell]!)
        over += place === 0 ? -near : near
      }
      if (over === 0) continue
      for (const cell of relation)
        if (least[cell] !== most[cell] && (at < 0 || most[cell]! - least[cell]! < most[at]! - least[at]!)) at = cell
    }
    return at
  }

  /** Narrows the intervals by these relations, and by those that hang on what moved, until nothing moves. @returns false when nothing is possible */
  private narrow(least: Float64Array, most: Float64Array, first: Iterable<number>): boolean {
    const open = new Set(first)
    const touched: number[] = []
    const to = (cell: number, low: number, high: number) => {
      if (low > least[cell]!) {
        least[cell] = low
        touched.push(cell)
      }
      if (high < most[cell]!) {
        most[cell] = high
        touched.push(cell)
      }
    }
    for (const at of open) {
      open.delete(at)
      const relation = this.known.relations[at]!
      const total = relation[0]!
      let lows = 0
      let highs = 0
      for (let place = 1; place < relation.length; place += 1) {
        lows += least[relation[place]!]!
        highs += most[relation[place]!]!
      }
      touched.length = 0
      to(total, lows, highs)
      const [lowTotal, highTotal] = [least[total]!, most[total]!]
      for (let place = 1; place < relation.length; place += 1) {
        const part = relation[place]!
        const others = highs === Infinity ? highsWithout(most, relation, part) : highs - most[part]!
        to(part, lowTotal - others, highTotal - (lows - least[part]!))
      }
      for (const cell of relation) if (least[cell]! > most[cell]!) return false
      for (const cell of touched) for (const next of this.known.of[cell]!) open.add(next)
    }
    return true
  }
}

const ANY: Bounds = { least: 0, most: Infinity }

function highsWithout(most: Float64Array, relation: Int32Array, without: number): number {
  let sum = 0
  for (let place = 1; place < relation.length; place += 1) if (relation[place] !== without) sum += most[relation[place]!]!
  return sum
}

/** What a reader learns who must not: of a small count which it is not, and of a small group that all of it said the same. */
export function givenAway(publication: Publication, { covered, exposed }: Covering, { threshold, minimum }: Rule): string[] {
  const attacker = new Attacker(publication, covered, threshold)
  const cells = new Map(publication.cells.map(cell => [cell.id, cell]))
  const valueOf = (id: string) => cells.get(id)?.value ?? 0
  // As many as there are, or as are asked where that hangs on facts.
  const ceilingOf = (id: string) =>
    Math.min(
      ...[`${id.split('|')[0] ?? ''}|population`, `${id.split(/[=:]/)[0] ?? ''}:asked`]
        .map(name => cells.get(name))
        .map(cell => (cell?.as === 'fixed' ? cell.value : Infinity)),
    )
  const small = publication.cells
    .filter(({ id, value, as }) => as !== 'fixed' && value > 0 && value < threshold && !exposed.includes(id))
    .flatMap(({ id, value }) => {
      const most = Math.max(value, Math.min(threshold - 1, ceilingOf(id)))
      return [1, most].filter(possible => !attacker.canBe(id, possible)).map(possible => `${id} (${value}) cannot be ${possible}`)
    })
  const same = publication.relations.flatMap(({ total, parts, telling = [] }) => {
    const said = telling.find(part => valueOf(part) === valueOf(total))
    if (said === undefined || valueOf(total) === 0 || valueOf(total) >= minimum || exposed.includes(said)) return []
    if (cells.get(said)?.as === 'fixed') return []
    return parts.some(part => part !== said && attacker.canBe(part, 1)) || attacker.canBe(said, valueOf(said) - 1)
      ? []
      : [`all said ${said}`]
  })
  return [...small, ...same]
}

/** What it is comes first: where there are other counts that fit, there are some close to the true ones. */
function* outFrom(value: number, least: number, most: number): Generator<number> {
  const from = Math.min(Math.max(value, least), most)
  for (let step = 0; from - step >= least || from + step <= most; step += 1) {
    if (from - step >= least) yield from - step
    if (step > 0 && from + step <= most) yield from + step
  }
}
