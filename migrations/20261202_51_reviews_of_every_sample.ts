import type { Knex } from 'knex'

/**
 * Feedback tells what every sample that an establishment was drawn in came to, and not only the last one: `content.reviews` instead of
 * `content.review`. What was drafted or sent before says the same as it did.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    update feedback set content = content - 'review' || jsonb_build_object('reviews',
      case when jsonb_typeof(content -> 'review') = 'object'
        then jsonb_build_array(jsonb_build_object('sample', '', 'concludedOn', null) || (content -> 'review')) else '[]'::jsonb end)
    where content \\? 'review'`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update feedback set content = content - 'reviews' || jsonb_build_object('review', coalesce(content -> 'reviews' -> -1, 'null'::jsonb))
    where content \\? 'reviews'`)
}
