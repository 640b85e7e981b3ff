import { isSmall, leftOpen, type Bounds, type Cell, type Publication, type Relation, type Rule, type Why } from './publication.ts'

/** A cell with the relations in which it stands: +1 as their total, -1 as a part of it. */
export type Place = { cell: Cell; in: { relation: number; sign: 1 | -1 }[] }

/** What is covered so far, and how far a count may be from what it is for all that a reader can know. */
export class Ledger {
  readonly places = new Map<string, Place>()
  readonly relations: readonly (readonly string[])[]
  readonly covered = new Map<string, Why>()
  readonly rule: Rule
  /** How often something may still be supposed for all of them together: nobody waits longer for a page. */
  patience = 5000
  /** How much was tried since somebody asked: what is looked for and what is supposed. */
  private tried = 0
  private readonly publication: Publication
  private readonly ceilings = new Map<string, number>()

  constructor(publication: Publication, rule: Rule) {
    this.publication = publication
    this.rule = rule
    for (const cell of publication.cells) {
      if (this.places.has(cell.id)) throw new Error(`two counts are called ${cell.id}`)
      this.places.set(cell.id, { cell, in: [] })
    }
    this.relations = publication.relations.map(({ total, parts }) => [total, ...parts])
    for (const [relation, sum] of publication.relations.entries()) {
      const { total, parts } = sum
      this.checkSum(sum)
      this.at(total).in.push({ relation, sign: 1 })
      for (const part of parts) this.at(part).in.push({ relation, sign: -1 })
    }
    for (const cell of publication.cells) if (cell.as === 'shown' && isSmall(cell.value, rule)) this.covered.set(cell.id, 'small')
    this.lowerCeilings()
  }

  at(id: string): Place {
    const place = this.places.get(id)
    if (!place) throw new Error(`no count is called ${id}`)
    return place
  }

  /** Counts what is tried. */
  try(times = 1): void {
    this.tried += times
  }

  /** How much was tried since this was asked last. */
  triedSince(): number {
    const { tried } = this
    this.tried = 0
    return tried
  }

  private checkSum({ total, parts }: Relation): void {
    const sum = parts.reduce((so, part) => so + this.at(part).cell.value, 0)
    if (sum !== this.at(total).cell.value) throw new Error(`${total} is ${this.at(total).cell.value}, and its parts come to ${sum}`)
  }

  /** Nobody reads its number as things stand. */
  isUnknown({ id, as }: Cell): boolean {
    return as === 'hidden' || this.covered.has(id)
  }

  /** It may be covered for the sake of another: a nought is shown, unless its whole table is covered. */
  mayBeCovered({ as, value }: Cell): boolean {
    return as === 'shown' && value >= this.rule.threshold
  }

  /** Between what a reader has to take a count for possible; one that is read, if it were covered for the sake of another. */
  bounds({ id, value, as, told }: Cell): Bounds {
    return told ?? leftOpen(value, this.covered.get(id) ?? (as === 'shown' ? 'beside' : undefined), this.rule)
  }

  /** Covers a count; why it was covered first stays, unless less is told of it then. */
  cover(id: string, why: Why): void {
    if (!this.covered.has(id) || why === 'same' || why === 'whole') this.covered.set(id, why)
  }

  uncover(ids: readonly string[]): void {
    for (const id of ids) this.covered.delete(id)
  }

  /** Covers all that is shown of a block, noughts too. @returns false when it was so already */
  coverWhole(block: string): boolean {
    const left = this.publication.cells.filter(cell => cell.block === block && cell.as === 'shown' && this.covered.get(cell.id) !== 'whole')
    for (const { id } of left) this.cover(id, 'whole')
    return left.length > 0
  }

  /** As many as a count can be at most: it is part of something fixed, or the sum of such. */
  ceiling(id: string): number {
    return this.ceilings.get(id) ?? Infinity
  }

  private lowerCeilings(): void {
    for (const { cell } of this.places.values()) if (cell.as === 'fixed') this.ceilings.set(cell.id, cell.value)
    const open = new Set(this.relations.keys())
    for (const at of open) {
      open.delete(at)
      const [total = '', ...parts] = this.relations[at] ?? []
      const lower = (id: string, to: number) => {
        if (to >= this.ceiling(id)) return
        this.ceilings.set(id, to)
        for (const { relation } of this.at(id).in) open.add(relation)
      }
      lower(
        total,
        parts.reduce((sum, part) => sum + this.ceiling(part), 0),
      )
      for (const part of parts) lower(part, this.ceiling(total))
    }
  }

  /** The groups that are small and all said the same: what all of them said, and the counts of their answers. */
  sameAnswers(): { said: string; parts: readonly string[] }[] {
    return this.publication.relations.flatMap(({ total, parts, telling = [] }) => {
      const { value } = this.at(total).cell
      const said = telling.find(part => this.at(part).cell.value === value)
      return value > 0 && value < this.rule.minimum && said !== undefined ? [{ said, parts }] : []
    })
  }
}
