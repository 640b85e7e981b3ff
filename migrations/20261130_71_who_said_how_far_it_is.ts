import type { Knex } from 'knex'

/**
 * Which link a note of progress came by: two people may bear one name. What came before is told by its name, where only one link of its
 * action bears it. And how often the address of a lead was said: who was written to, was replaced and leads again is written to again.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table action_progress add column link_id bigint references action_links on delete cascade;
    alter table action_progress disable trigger action_progress_append_only;
    update action_progress p set link_id = (select min(l.id) from action_links l where l.action_id = p.action_id and l.name = p.by_name)
    where p.by_lead and (select count(*) from action_links l where l.action_id = p.action_id and l.name = p.by_name) = 1;
    alter table action_progress enable trigger action_progress_append_only;
    create index on action_progress (link_id) where link_id is not null;
    alter table action_leads add column address_number integer not null default 1;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table action_leads drop column address_number;
    alter table action_progress drop column link_id;
  `)
}
