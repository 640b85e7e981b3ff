import type { Knex } from 'knex'

/** A file that is an offline return itself is told from the documents that support it: those received with its submission, tied to no question. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table evidence drop constraint evidence_received_via_check;
    alter table evidence add constraint evidence_received_via_check check (received_via in ('online','email','offline_return'));
    update evidence v set received_via = 'offline_return' from returns r
    where r.id = v.return_id and r.submitted_via = 'offline' and v.received_via = 'email' and v.note = 'The return as it came.'
      and not exists (select from evidence_questions q where q.evidence_id = v.id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update evidence set received_via = 'email' where received_via = 'offline_return';
    alter table evidence drop constraint evidence_received_via_check;
    alter table evidence add constraint evidence_received_via_check check (received_via in ('online','email'));
  `)
}
