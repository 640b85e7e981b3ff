/** Numbers by chance that are the same for the same seed. */
export type Chance = {
  below(most: number): number
  one<One>(from: readonly One[]): One
  letter(from: string): string
  digits(count: number): string
  day(from: number, to: number): string
}

/** The same numbers for the same seed, on every machine. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    below,
    one: from => from[below(from.length)]!,
    letter: from => from.charAt(below(from.length)),
    digits: count => Array.from({ length: count }, () => below(10)).join(''),
    day: (from, to) => `${two(1 + below(28))}/${two(1 + below(12))}/${from + below(to - from + 1)}`,
  }
}
