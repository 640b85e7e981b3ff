import type { Knex } from 'knex'

/**
 * The SHA-256 of whom a sample was drawn from (decision 0010), with the random text in front of it without which a list of few could be
 * guessed. Samples whose frame was not kept have none.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table dip_samples add column frame_salt text, add column frame_sha256 text;
    update dip_samples set frame_salt = replace(gen_random_uuid()::text, '-', '')
    where jsonb_array_length(coalesce(frame -> 'population', '[]')) > 0;
    update dip_samples s set frame_sha256 = (
      select encode(sha256(convert_to(s.frame_salt || E'\\n' || string_agg(p.key || E'\\t' || p.stratum || E'\\n', '' order by p.key collate "C"), 'UTF8')), 'hex')
      from jsonb_to_recordset(s.frame -> 'population') as p (key text, stratum text)
    ) where s.frame_salt is not null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`alter table dip_samples drop column frame_salt, drop column frame_sha256`)
}
