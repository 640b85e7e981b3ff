import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

type Question = { kind: string; key: string; asks?: string; columns?: { key: string; kind: string }[] }
type Document = { sections: { questions: Question[] }[] }

/**
 * Whom a question asks for was read off the end of its key; now the question says it. Stored versions are given what the old
 * rule found in them, frozen ones too: they mean what they meant. The digest of a version no longer depends on the order of its
 * keys, which the database does not keep, so it is worked out again for all.
 */
export async function up(knex: Knex): Promise<void> {
  await rewrite(knex, question => {
    const asks = oldRule(question)
    if (asks !== undefined) question.asks = asks
  })
}

/** The old rule is in the keys still. Digests stay as they are written now: the next publication of such a set makes a new version. */
export async function down(knex: Knex): Promise<void> {
  await rewrite(knex, question => delete question.asks)
}

function oldRule({ kind, key, columns = [] }: Question): string | undefined {
  if (kind === 'person') return key === 'dsl' ? 'dsl' : /_(head|dsl|chair|proprietor|link_governor|business_manager)$/.exec(key)?.[1]
  const hasNames = columns.some(column => column.key === 'name' && column.kind === 'text')
  return kind === 'table' && key.endsWith('_deputies') && hasNames ? 'deputies' : undefined
}

async function rewrite(knex: Knex, change: (question: Question) => void): Promise<void> {
  await knex.raw('alter table questionnaire_versions disable trigger questionnaire_versions_frozen')
  const { rows: versions } = await knex.raw<{ rows: { id: string }[] }>('select id from questionnaire_versions order by id')
  for (const { id } of versions) {
    const { rows } = await knex.raw<{ rows: { document: Document }[] }>('select document from questionnaire_versions where id = ?', [id])
    const document = rows[0]?.document
    if (!document) continue
    for (const { questions } of document.sections) questions.forEach(change)
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
