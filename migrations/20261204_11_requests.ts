import type { Knex } from 'knex'

/**
 * What an establishment asks of the partnership about its return, and what it was answered (decision 0075): each is answered once. What
 * was asked is never rewritten.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table requests (
      id bigint generated always as identity primary key,
      partnership_id bigint not null references partnerships,
      round_id bigint not null references rounds,
      return_id bigint not null,
      kind text not null check (kind in ('more_time','reopen','question')),
      invitation_id bigint not null references invitations,
      contributor_id bigint not null references contributors,
      by_name text not null,
      reason text not null,
      wanted_on date check ((wanted_on is not null) = (kind = 'more_time')),
      due_at_then timestamptz not null,
      asked_at timestamptz not null default now(),
      outcome text check (outcome in ('granted','refused','answered')),
      answer text not null default '',
      granted_due_at timestamptz,
      answered_by text,
      answered_at timestamptz,
      check ((outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null)),
      foreign key (return_id, partnership_id) references returns (id, partnership_id)
    );
    create index on requests (return_id);
    create index on requests (round_id, id) where outcome is null;
    create index on requests (round_id, id);
    create index on requests (invitation_id);
    create index on requests (contributor_id);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop table requests`)
}
