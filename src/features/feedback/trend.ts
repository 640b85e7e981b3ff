import type { handledRatings } from '../handling/index.ts'

/** How an establishment rated itself in one return, section by section. */
export type YearOfRatings = { round: string; sections: readonly handledRatings.SectionRatings[] }

/** So many of the ratings of a section are in place, of those that were given and apply. */
export type RatedShare = { n: number; of: number }

/** One section through the years, the earliest first; null where a year did not ask it, or nothing was rated. */
export type TrendLine = { key: string; title: string; shares: (RatedShare | null)[] }

/**
 * How an establishment's own ratings went through the years, by section, under the words of the last year that has it. Sections that only
 * an earlier year had come last.
 *
 * @param years the earliest first
 */
export function trendOf(years: readonly YearOfRatings[]): TrendLine[] {
  const titles = new Map(
    years
      .toReversed()
      .flatMap(({ sections }) => sections.map(({ key, title }) => [key, title] as const))
      .toReversed(),
  )
  const newestFirst = [...new Set(years.toReversed().flatMap(({ sections }) => sections.map(({ key }) => key)))]
  return newestFirst.map(key => ({
    key,
    title: titles.get(key) ?? '',
    shares: years.map(({ sections }) => shareOf(sections.filter(section => section.key === key))),
  }))
}

/** All sections of a year together. */
export const totalOf = ({ sections }: YearOfRatings): RatedShare | null => shareOf(sections)

function shareOf(sections: readonly handledRatings.SectionRatings[]): RatedShare | null {
  const n = sections.reduce((sum, { inPlace }) => sum + inPlace, 0)
  const of = n + sections.reduce((sum, { fallsShort }) => sum + fallsShort, 0)
  return of === 0 ? null : { n, of }
}
