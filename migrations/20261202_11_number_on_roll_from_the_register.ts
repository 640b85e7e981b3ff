import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

type Question = { kind: string; key: string; asks?: string }
type Document = { sections: { questions: Question[] }[] }

/**
 * The library's question about the number on roll says that the register knows it, so that the register's number is offered. Stored
 * versions are given it too, frozen ones as well: what they ask is not changed by it.
 */
export const up = (knex: Knex): Promise<void> =>
  rewrite(knex, question => {
    if (question.key === 'numbers_roll' && question.kind === 'number') question.asks = 'number_on_roll'
  })

export const down = (knex: Knex): Promise<void> =>
  rewrite(knex, question => {
    if (question.asks === 'number_on_roll') delete question.asks
  })

async function rewrite(knex: Knex, change: (question: Question) => void): Promise<void> {
  await knex.raw('alter table questionnaire_versions disable trigger questionnaire_versions_frozen')
  const { rows: versions } = await knex.raw<{ rows: { id: string }[] }>('select id from questionnaire_versions order by id')
  for (const { id } of versions) {
    const { rows } = await knex.raw<{ rows: { document: Document }[] }>('select document from questionnaire_versions where id = ?', [id])
    const document = rows[0]?.document
    if (!document) continue
    const before = ordered(document)
    for (const { questions } of document.sections) questions.forEach(change)
    if (ordered(document) === before) continue
    await knex.raw('update questionnaire_versions set document = ?, document_sha256 = ? where id = ?', [
      JSON.stringify(document),
      createHash('sha256').update(ordered(document)).digest('hex'),
      id,
    ])
  }
  await knex.raw('alter table questionnaire_versions enable trigger questionnaire_versions_frozen')
}

/** A value as JSON whose keys stand in one order. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
