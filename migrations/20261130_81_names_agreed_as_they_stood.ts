import type { Knex } from 'knex'

/**
 * That the people of an answer may be named is said of what the answer said then, and of who led it: once either is another, it holds no
 * more. Kept is a print of both, so that names which are taken out of an action are not kept here.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table theme_actions add column names_agreed text;
    update theme_actions x set names_agreed = ${PRINT} from actions a where a.id = x.action_id and x.names_public;
    alter table theme_actions drop column names_public;
  `)
}

const PRINT = `encode(sha256(convert_to(jsonb_build_array(a.what, a.timescale, (
    select jsonb_agg(jsonb_build_array(l.kind, l.name, l.organisation) order by l.position, l.id) from action_leads l
    where l.partnership_id = a.partnership_id and l.action_id = a.id))::text, 'UTF8')), 'hex')`

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table theme_actions add column names_public boolean not null default false;
    update theme_actions x set names_public = coalesce(x.names_agreed = ${PRINT}, false) from actions a where a.id = x.action_id;
    alter table theme_actions drop column names_agreed;
  `)
}
