import type { Id } from '../../platform/id.ts'
import type { Condition, Question, Json } from '../questions/index.ts'
import type { QuestionnaireDocument } from './document.ts'

/** A document with the id of the version that it is. */
export type VersionedDocument = { versionId: Id<'version'>; document: Pick<QuestionnaireDocument, 'sections'> }
/** SQL with the named bindings that it uses. */
export type BoundSql = { sql: string; bindings: Record<string, unknown> }

/**
 * Whether a stored response is to a question that is asked, as SQL: answers to questions whose condition has since failed are
 * kept, and must not be counted. The same rule as `askedSections`, for counting over thousands of returns in one statement;
 * a property test holds the two equal.
 *
 * The statement names the return `r` and the response `s`.
 *
 * @param keys the questions that the statement looks at
 */
export function askedSql(documents: readonly VersionedDocument[], keys: readonly string[]): BoundSql {
  const bindings = new Bindings()
  const cases = keys.map(key => {
    const versions = documents.map(({ versionId, document }) => ({ versionId, sql: whenAsked(document, key, bindings) }))
    const arms = [...Map.groupBy(versions, ({ sql }) => sql).entries()].filter(([sql]) => sql !== 'true')
    const choices = arms.map(
      ([sql, of]) => `when r.questionnaire_version_id in (${of.map(({ versionId }) => versionId).join(', ')}) then ${sql}`,
    )
    return choices.length === 0 ? '' : `when '${safe(key)}' then case ${choices.join(' ')} else true end`
  })
  const given = cases.filter(part => part !== '')
  return { sql: given.length === 0 ? 'true' : `(case s.question_key ${given.join(' ')} else true end)`, bindings: bindings.values }
}

/** The values that conditions are compared with, each bound once. */
class Bindings {
  readonly values: Record<string, unknown> = {}

  answers(values: readonly Json[]): string {
    const texts = values.map(value => JSON.stringify(value))
    const known = Object.entries(this.values).find(([, value]) => JSON.stringify(value) === JSON.stringify(texts))
    const name = known?.[0] ?? `values_${Object.keys(this.values).length}`
    this.values[name] = texts
    return `:${name}::jsonb[]`
  }
}

/** 'true', 'false', or the condition of the section and that of the question. A question that a document does not have is not asked. */
function whenAsked(document: VersionedDocument['document'], key: string, bindings: Bindings): string {
  for (const section of document.sections) {
    const question = section.questions.find(candidate => candidate.key === key)
    if (question)
      return every([section, question].map(({ when }: Pick<Question, 'when'>) => (when ? sqlOf(when, document, bindings) : 'true')))
  }
  return 'false'
}

function sqlOf(condition: Condition, document: VersionedDocument['document'], bindings: Bindings): string {
  if ('fact' in condition) return `${condition.is === false ? 'not ' : ''}('${condition.fact}' = any(r.facts))`
  if ('all' in condition) return every(condition.all.map(part => sqlOf(part, document, bindings)))
  if ('any' in condition) return `(${condition.any.map(part => sqlOf(part, document, bindings)).join(' or ')})`
  if ('not' in condition) return `(not ${sqlOf(condition.not, document, bindings)})`
  const wanted = bindings.answers(condition.in)
  const answered = `exists (select 1 from responses x where x.return_id = r.id and x.question_key = '${safe(condition.question)}'
    and case jsonb_typeof(x.answer)
      when 'array' then exists (select 1 from jsonb_array_elements(x.answer) chosen where chosen.value = any(${wanted}))
      else x.answer = any(${wanted}) end)`
  return every([whenAsked(document, condition.question, bindings), answered])
}

function every(parts: readonly string[]): string {
  const needed = parts.filter(part => part !== 'true')
  return needed.includes('false')
    ? 'false'
    : needed.length === 0
      ? 'true'
      : needed.length === 1
        ? (needed[0] ?? 'true')
        : `(${needed.join(' and ')})`
}

/** Keys are written into the statement: a document's are letters, digits and underscores, and anything else is refused here. */
function safe(key: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(key)) throw new Error(`"${key}" is not the key of a question`)
  return key
}
