import { bitSql, type VersionPlaces } from '../counting/index.ts'
import type { Json } from '../questions/index.ts'
import type { CountedAnswers } from './finding.ts'

const anyOf = (places: readonly number[]): string =>
  places.length === 0 ? 'false' : `(${places.map(place => bitSql(place)).join(' or ')})`

/** Whether a return has anything that a finding counts, and whether every question that applies to it has an answer that counts. */
export function judgedSql({ questions }: VersionPlaces, counted: readonly CountedAnswers[]): { of: string; counts: string } {
  const asked = counted.flatMap(({ question, values }) => {
    const places = questions.get(question)
    return places ? [{ answered: places.answered, chosen: placesOfValues(places.values, values) }] : []
  })
  const of = anyOf(asked.map(({ answered }) => answered))
  return { of, counts: [of, ...asked.map(({ answered, chosen }) => `(not ${bitSql(answered)} or ${anyOf(chosen)})`)].join(' and ') }
}

const placesOfValues = (all: readonly { value: Json; place: number }[], values: readonly Json[]): number[] =>
  all.filter(({ value }) => values.includes(value)).map(({ place }) => place)

/** Every value of some questions in a version, with whether a return has it. */
export const valuesSql = ({ questions }: VersionPlaces, keys: readonly string[]): { key: string; answer: Json; sql: string }[] =>
  keys.flatMap(key => (questions.get(key)?.values ?? []).map(({ value, place }) => ({ key, answer: value, sql: bitSql(place) })))
