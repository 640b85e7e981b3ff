import type { Knex } from 'knex'

/** Who ended a link, and which one took its place: whoever opens it is told what is so. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table invitations add column ended_by text not null default '', add column ended_by_school boolean not null default false,
      add column replaced_by bigint references invitations;
    update invitations set ended_by = substr(revoked_reason, length('ended by ') + 1), ended_by_school = true
      where revoked_reason like 'ended by %' and not main;
    update invitations i set replaced_by = (select min(n.id) from invitations n where n.return_id = i.return_id and n.main and n.id > i.id)
      where i.revoked_reason = 'replaced by a new link';
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table invitations drop column ended_by, drop column ended_by_school, drop column replaced_by')
}
