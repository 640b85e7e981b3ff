import type { Leaning, Room } from './leanings.ts'

/** A room, or the shaft in which an arrow to a deeper floor passes: all arrows to one room share it. */
export type Place = { key: string; floor: number; width: number; shaftTo?: string }
/** A piece of an arrow, from one floor to the next or to a room beside. */
export type Piece = { from: string; to: string; target: string }
export type Layout = { places: ReadonlyMap<string, Place>; pieces: readonly Piece[]; middles: ReadonlyMap<string, number>; right: number }

const SHAFT_WIDTH = 8
const APART = 18

/** Where everything stands, as wide as the floor with the most needs it: the order on each floor with the fewest crossings and the straightest arrows. */
export function layOut(
  rooms: readonly Room[],
  leanings: readonly Leaning[],
  { left, least, widthOfRoom }: { left: number; least: number; widthOfRoom: (room: Room) => number },
): Layout {
  const places = new Map<string, Place>(rooms.map(room => [room.name, { key: room.name, floor: room.floor, width: widthOfRoom(room) }]))
  const pieces = piecesOf(leanings, places)
  const joined = joinedIn(pieces, places)
  const right = left + Math.max(least, ...floorsOf(places).map(neededBy))
  const order = bestOrder(floorsOf(places), candidate =>
    costOf(candidate, pieces, middlesOf(candidate, joined, { left, right, sweeps: ROUGHLY })),
  )
  return { places, pieces, middles: middlesOf(order, joined, { left, right, sweeps: WELL }), right }
}

/** How much a floor needs: its places, apart from each other. */
const neededBy = (floor: readonly Place[]): number => floor.reduce((sum, { width }) => sum + width + APART, -APART)

/** Arrows as pieces; adds the shafts that they need. */
function piecesOf(leanings: readonly Leaning[], places: Map<string, Place>): Piece[] {
  const pieces = new Map<string, Piece>()
  const add = (from: string, to: string, target: string) => pieces.set(`${from} ${to}`, { from, to, target })
  for (const { from, to } of leanings) {
    const [top, bottom] = [places.get(from)?.floor ?? 0, places.get(to)?.floor ?? 0]
    let at = from
    for (let floor = top - 1; floor > bottom; floor -= 1) {
      const key = `${to}@${floor}`
      places.set(key, { key, floor, width: SHAFT_WIDTH, shaftTo: to })
      add(at, key, to)
      at = key
    }
    add(at, to, to)
  }
  return [...pieces.values()]
}

type Order = readonly (readonly Place[])[]

const floorsOf = (places: ReadonlyMap<string, Place>): Order =>
  [...new Set([...places.values()].map(({ floor }) => floor))]
    .sort((a, b) => a - b)
    .map(at => [...places.values()].filter(({ floor }) => floor === at))

/**
 * Moves one place after the other to where on its floor the drawing is best, as long as that makes it better; starts from the order in the
 * plan of the house.
 */
function bestOrder(start: Order, costOfOrder: (order: Order) => number): Order {
  let best = { order: start, cost: costOfOrder(start) }
  for (let improved = true; improved;) {
    improved = false
    for (const place of start.flat())
      for (const candidate of movesOf(best.order, place)) {
        const cost = costOfOrder(candidate)
        if (cost < best.cost - 0.001) {
          best = { order: candidate, cost }
          improved = true
        }
      }
  }
  return best.order
}

/** The order with one place moved to each other stand on its floor. */
function movesOf(order: Order, place: Place): Order[] {
  const floor = order[place.floor] ?? []
  const others = floor.filter(other => other !== place)
  return floor
    .map((_, to) => others.toSpliced(to, 0, place))
    .filter(moved => moved[floor.indexOf(place)] !== place)
    .map(moved => order.with(place.floor, moved))
}

/** Sweeps that tell one order from another, and sweeps after which nothing moves any more. */
const ROUGHLY = 6
const WELL = 30
/** How much straighter a shaft is to be than an arrow between rooms. */
const STRAIGHT = 6

type Joined = ReadonlyMap<string, { weight: number; to: readonly { key: string; weight: number }[] }>

/** What each place is joined with on other floors. */
function joinedIn(pieces: readonly Piece[], places: ReadonlyMap<string, Place>): Joined {
  const joined = new Map<string, { weight: number; to: { key: string; weight: number }[] }>()
  const join = (from: string, key: string, weight: number) => {
    const all = joined.get(from) ?? { weight: 0, to: [] }
    joined.set(from, { weight: all.weight + weight, to: [...all.to, { key, weight }] })
  }
  for (const { from, to } of pieces) {
    if (places.get(from)?.floor === places.get(to)?.floor) continue
    const weight = isShaft(from) && isShaft(to) ? STRAIGHT : 1
    join(from, to, weight)
    join(to, from, weight)
  }
  return joined
}

/** The middle of every place: as near as can be to what it is joined with, in the order given and apart from each other. */
function middlesOf(
  order: Order,
  joined: Joined,
  { left, right, sweeps }: { left: number; right: number; sweeps: number },
): Map<string, number> {
  const middles = new Map<string, number>()
  for (const floor of order)
    for (const [nth, { key }] of floor.entries()) middles.set(key, left + ((nth + 0.5) * (right - left)) / floor.length)
  const wantedBy = (own: string): number => {
    const { weight, to } = joined.get(own) ?? { weight: 1, to: [{ key: own, weight: 1 }] }
    let sum = 0
    for (const other of to) sum += other.weight * (middles.get(other.key) ?? 0)
    return sum / weight
  }
  for (let sweep = 0; sweep < sweeps; sweep += 1)
    for (const floor of sweep % 2 === 0 ? order : order.toReversed())
      for (const [nth, middle] of apart(
        floor,
        floor.map(({ key }) => wantedBy(key)),
        left,
        right,
      ).entries())
        middles.set(floor[nth]?.key ?? '', middle)
  return middles
}

const isShaft = (key: string): boolean => key.includes('@')

/** The middles nearest to those wanted that keep the order and the distance: neighbours that would overlap settle on their mean. */
function apart(floor: readonly Place[], wanted: readonly number[], left: number, right: number): number[] {
  let before = 0
  const offsets = floor.map(({ width }, nth) => {
    const previous = floor[nth - 1]
    if (previous) before += (previous.width + width) / 2 + APART
    return before
  })
  const groups: { sum: number; size: number }[] = []
  for (const [nth, want] of wanted.entries()) {
    let group = { sum: want - (offsets[nth] ?? 0), size: 1 }
    for (let last = groups.at(-1); last && last.sum / last.size > group.sum / group.size; last = groups.at(-1)) {
      groups.pop()
      group = { sum: last.sum + group.sum, size: last.size + group.size }
    }
    groups.push(group)
  }
  const least = left + (floor[0]?.width ?? 0) / 2
  const most = right - (floor.at(-1)?.width ?? 0) / 2 - before
  const settled = groups.flatMap(({ sum, size }) => Array<number>(size).fill(Math.min(Math.max(sum / size, least), most)))
  return settled.map((middle, nth) => middle + (offsets[nth] ?? 0))
}

const CROSSING = 400
const BETWEEN = 6000

/** What is wrong with a drawing: slanting arrows, arrows that cross, and rooms that stand between two that lean on each other. */
function costOf(order: Order, pieces: readonly Piece[], middles: ReadonlyMap<string, number>): number {
  const at = new Map(order.flatMap((floor, level) => floor.map(({ key }, nth) => [key, { level, nth }] as const)))
  // Only arrows between the same two floors can cross.
  const beside = new Map<number, { from: number; to: number }[]>()
  let cost = 0
  for (const { from, to } of pieces) {
    const [one, other] = [at.get(from), at.get(to)]
    if (!one || !other) continue
    if (one.level === other.level) cost += BETWEEN * (Math.abs(one.nth - other.nth) - 1)
    else cost += slantOf(from, to, middles) ** 1.5 / 10
    const floors = one.level * order.length + other.level
    const drawn = beside.get(floors) ?? []
    for (const { from: start, to: end } of drawn) if ((start - one.nth) * (end - other.nth) < 0) cost += CROSSING
    drawn.push({ from: one.nth, to: other.nth })
    beside.set(floors, drawn)
  }
  return cost
}

const slantOf = (from: string, to: string, middles: ReadonlyMap<string, number>): number =>
  Math.abs((middles.get(from) ?? 0) - (middles.get(to) ?? 0))
