import type { Json } from '../questions/index.ts'

/** Below so many others nothing is compared: with fewer, a school could tell who they are. */
export const LEAST_OTHERS = 10

/** What the returns of one group answered: how many there are, and for each question how many gave each value. */
export type GroupAnswers = { group: string; returns: number; given: ReadonlyMap<string, ReadonlyMap<string, number>> }

/** The whole round, among the groups. */
export const ROUND = ''

/** The answers of groups, from how many returns each has (no key) and how many gave a value to a question. */
export function groupsFrom(
  given: readonly { group: string; key: string | null; value: Json; number: number }[],
): Map<string, GroupAnswers> {
  const groups = new Map<string, { group: string; returns: number; given: Map<string, Map<string, number>> }>()
  for (const { group, key, value, number } of given) {
    const into = groups.get(group) ?? { group, returns: 0, given: new Map<string, Map<string, number>>() }
    groups.set(group, into)
    if (key === null) into.returns = number
    else into.given.set(key, (into.given.get(key) ?? new Map<string, number>()).set(valueKey(value), number))
  }
  return groups
}

/** What an establishment is compared with: the others of its group, of the whole round where those are too few, or nobody. */
export type Peers = { words: string; others: number; answers: GroupAnswers }

/**
 * Chooses with whom an establishment is compared: at least ten others, without the establishment itself.
 *
 * @param isCounted whether the establishment's own answers are in these numbers
 */
export function peersOf(group: GroupAnswers | undefined, round: GroupAnswers, isCounted: boolean): Peers | undefined {
  const own = isCounted ? 1 : 0
  for (const answers of [group, round]) {
    const others = (answers?.returns ?? 0) - own
    if (answers && others >= LEAST_OTHERS)
      return {
        answers,
        others,
        words: answers === round ? `${others} other establishments` : `${others} other establishments of the group “${answers.group}”`,
      }
  }
  return undefined
}

/** So many gave one of these values. */
export type Gave = { values: readonly Json[]; number: number }

/**
 * How many of the others gave each value to a question, the establishment's own answer taken out. A small number is told together with the
 * next one, so that nobody learns what a single other establishment answered (decision 0055 has the rule of publications, 0058 this one).
 *
 * @param values in the order of the scale
 * @param threshold from what number on a number is told by itself
 * @returns nothing where fewer than ten others answered it, or only one number would be left
 */
export function othersGave(
  { answers }: Peers,
  key: string,
  values: readonly Json[],
  { own, threshold }: { own: Json | undefined; threshold: number },
): Gave[] {
  const given = answers.given.get(key)
  const others = values.map(value => ({ value, number: (given?.get(valueKey(value)) ?? 0) - (own !== undefined && value === own ? 1 : 0) }))
  const all = others.reduce((sum, { number }) => sum + number, 0)
  return all < LEAST_OTHERS ? [] : withoutSmall(others, threshold)
}

/** Small numbers are put together, with the smallest of the others where they are still small. */
function withoutSmall(given: readonly { value: Json; number: number }[], threshold: number): Gave[] {
  const said = given.filter(({ number }) => number > 0).toSorted((one, other) => one.number - other.number)
  const together = new Set<Json>()
  let sum = 0
  for (const { value, number } of said) {
    if (number >= threshold && (sum === 0 || sum >= threshold)) break
    together.add(value)
    sum += number
  }
  if (together.size === 0) return given.map(({ value, number }) => ({ values: [value], number }))
  // Where only one number is left, it is that of everybody.
  if (together.size === said.length) return []
  const first = given.find(({ value }) => together.has(value))
  return given.flatMap(({ value, number }): Gave[] =>
    value === first?.value
      ? [{ values: given.flatMap(one => (together.has(one.value) ? [one.value] : [])), number: sum }]
      : together.has(value)
        ? []
        : [{ values: [value], number }],
  )
}

export const valueKey = (value: Json): string => JSON.stringify(value)
