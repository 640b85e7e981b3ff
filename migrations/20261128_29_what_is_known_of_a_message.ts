import type { Knex } from 'knex'

/** What is known of a message takes the place of "sent", which said more; the states that drivers will tell of are here already; and answers go somewhere. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table messages drop constraint messages_status_check, drop constraint messages_kind_check, add column reply_to text not null default '';
    update messages set status = case when driver = 'outbox' then 'kept' else 'accepted' end where status = 'sent';
    alter table messages
      add constraint messages_status_check check (status in ('queued','sending','kept','accepted','delivered','bounced','failed','withheld')),
      -- The kinds and their words stand in one table of the program.
      add constraint messages_kind_check check (kind ~ '^[a-z_]+$');
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table messages drop constraint messages_status_check, drop constraint messages_kind_check, drop column reply_to;
    update messages set status = case when status in ('kept','accepted','delivered') then 'sent' else 'failed' end
      where status in ('kept','accepted','delivered','bounced','withheld');
    alter table messages
      add constraint messages_status_check check (status in ('queued','sending','sent','failed')),
      add constraint messages_kind_check check (kind in
        ('invitation','resend','extension','receipt','evidence_request','outcome','reminder','returned','sign_in','set_password'));
  `)
}
