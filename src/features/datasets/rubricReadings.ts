import type { Db } from '../../platform/db.ts'
import { defaultRubric, rubricAreas, rubricsOf, type Rubric, type RubricKey } from '../reviewing/index.ts'
import type { BoardTally } from './boardChecks.ts'
import type { UsedVersion } from './catalogue.ts'
import type { Scope } from './scope.ts'
import { holdsOf, type SourceRubric } from './sets/rubrics.ts'

/** What good evidence shows of the areas and questions of the round, and after them what the partnership wrote of others. */
export async function* rubricsIn(
  db: Db,
  { partnershipId, questions }: Scope,
  { versions, tally }: { versions: readonly Pick<UsedVersion, 'document'>[]; tally: Pick<BoardTally, 'ownRubrics'> },
): AsyncGenerator<SourceRubric[]> {
  const isChosen = ({ about, key }: RubricKey) => about === 'area' || questions === null || questions.includes(key)
  const own = (await rubricsOf(db, partnershipId)).filter(isChosen)
  const written = new Map<string, Rubric>(own.map(rubric => [nameOf(rubric), rubric]))
  const asked = askedOf(versions)
    .filter(isChosen)
    .map(of => ({ ...of, isAsked: true, own: written.get(nameOf(of)), known: defaultRubric(of) }))
  const names = new Set(asked.map(nameOf))
  const others = own
    .filter(rubric => rubric.body !== '' && !names.has(nameOf(rubric)))
    .map(rubric => ({ about: rubric.about, key: rubric.key, label: null, isAsked: false, own: rubric, known: defaultRubric(rubric) }))
  const found = [...asked, ...others.map(other => ({ ...other, area: other.about === 'area' ? { key: other.key } : null }))]
  tally.ownRubrics += found.filter(rubric => holdsOf(rubric) === 'own').length
  yield found
}

const nameOf = ({ about, key }: RubricKey): string => `${about} ${key}`

/** Each area and the questions in it, in the order of their page. */
const askedOf = (versions: readonly Pick<UsedVersion, 'document'>[]) =>
  rubricAreas(versions.map(({ document }) => document)).flatMap(area => [
    { about: 'area' as const, key: area.key, area, label: area.title },
    ...area.questions.map(({ key, label }) => ({ about: 'question' as const, key, area, label })),
  ])
