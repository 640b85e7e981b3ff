import { rows, type Db } from '../../platform/db.ts'
import { bitSql, placesOf, type CountedRound } from '../counting/index.ts'
import { askedSql } from '../questionnaires/index.ts'
import { KNOWN_COLUMNS, strata } from '../sampling/index.ts'
import type { AnswerCounts } from '../suppression/index.ts'
import { UNKNOWN_FACTS, type Atom } from './grouped.ts'
import { textOf } from './textOf.ts'

type Known = Partial<strata.KnownFacts>

/**
 * What completed returns answered to some questions, and of how many each is asked, told apart by all by which something is grouped. The
 * answers are ready.
 */
export async function countAtoms(
  db: Db,
  where: CountedRound,
  questions: ReadonlyMap<string, readonly string[]>,
  ways: readonly strata.KnownStrata[],
): Promise<Atom[]> {
  const keys = [...questions.keys()]
  const [given, asked] = [await givenIn(db, where, questions, ways), await askedIn(db, where, keys, ways)]
  const atoms = new Map<string, { facts: strata.KnownFacts; population: number; answers: Map<string, AnswerCounts> }>()
  for (const { known, population, counts } of given) {
    const facts = { ...UNKNOWN_FACTS, ...known }
    const name = nameOf(facts, ways)
    const atom = atoms.get(name) ?? { facts, population: 0, answers: new Map<string, AnswerCounts>() }
    atoms.set(name, { ...atom, population: atom.population + population })
    let at = 0
    for (const [key, values] of questions) {
      const before = atom.answers.get(key) ?? { values: {}, answered: 0, asked: 0 }
      const answered = before.answered + (counts[at] ?? 0)
      const all = values.map((value, place): [string, number] => [value, (before.values[value] ?? 0) + (counts[at + 1 + place] ?? 0)])
      atom.answers.set(key, { values: Object.fromEntries(all), answered, asked: before.asked })
      at += 1 + values.length
    }
  }
  for (const { known, key, count } of asked) {
    const answers = atoms.get(nameOf({ ...UNKNOWN_FACTS, ...known }, ways))?.answers
    const before = answers?.get(key)
    if (before) answers?.set(key, { ...before, asked: before.asked + count })
  }
  return [...atoms.values()]
}

/** As finely as the groups tell them apart: sizes are groups of numbers of pupils. */
const nameOf = (facts: strata.KnownFacts, ways: readonly strata.KnownStrata[]): string =>
  JSON.stringify(ways.map(by => strata.knownStratumBy(by, facts)))

/** The facts of a return `r` and its establishment `e` that group it, as one value; each once. */
const knownSql = (ways: readonly strata.KnownStrata[]): string =>
  `jsonb_build_object(${ways.map(by => `'${KNOWN_COLUMNS[by].fact}', ${KNOWN_COLUMNS[by].sql}`).join(', ')})`

async function givenIn(
  db: Db,
  { partnershipId, roundId, documents }: CountedRound,
  questions: ReadonlyMap<string, readonly string[]>,
  ways: readonly strata.KnownStrata[],
): Promise<{ known: Known; population: number; counts: number[] }[]> {
  const parts = documents.map(placesOf).map(version => {
    const conditions = [...questions].flatMap(([key, values]) => {
      const places = version.questions.get(key)
      const bitOf = (value: string) => places?.values.find(one => textOf(one.value) === value)?.place
      return [places?.answered, ...values.map(bitOf)].map(place => (place === undefined ? 'false' : bitSql(place)))
    })
    return `select ${knownSql(ways)} as known, count(*) as population,
        to_json(array[${conditions.map(sql => `count(*) filter (where ${sql})`).join(', ')}]::integer[]) as counts
      from return_answers a join returns r on r.id = a.return_id and r.partnership_id = a.partnership_id
      join establishments e on e.id = r.establishment_id
      where a.partnership_id = :partnershipId and a.round_id = :roundId and a.completed and a.questionnaire_version_id = ${version.versionId}
      group by 1`
  })
  return parts.length === 0 ? [] : rows(db, parts.join('\nunion all\n'), { partnershipId, roundId })
}

function askedIn(
  db: Db,
  { partnershipId, roundId, documents }: CountedRound,
  keys: readonly string[],
  ways: readonly strata.KnownStrata[],
): Promise<{ known: Known; key: string; count: number }[]> {
  const asked = askedSql(documents, keys)
  return rows(
    db,
    `select ${knownSql(ways)} as known, s.question_key as key, count(*) as count
     from return_answers a join returns r on r.id = a.return_id and r.partnership_id = a.partnership_id
     join establishments e on e.id = r.establishment_id cross join unnest(:keys::text[]) as s (question_key)
     where a.partnership_id = :partnershipId and a.round_id = :roundId and a.completed and ${asked.sql} group by 1, 2`,
    { ...asked.bindings, partnershipId, roundId, keys: [...keys] },
  )
}
