import type { Knex } from 'knex'

/**
 * An access that the school ended: the link goes on working for the others, and whoever comes by it again is somebody new (decision 0067).
 * And what each person came with, in coarse words: a browser and a system, no address.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table contributors add column ended_at timestamptz, add column ended_by text not null default '';

    create table contributor_devices (
      partnership_id bigint not null references partnerships,
      contributor_id bigint not null references contributors,
      device text not null,
      first_at timestamptz not null default now(),
      last_at timestamptz not null default now(),
      primary key (contributor_id, device)
    );
    ${holdFor('c.ended_at is null')}
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ${holdFor('true')}
    drop table contributor_devices;
    alter table contributors drop column ended_at, drop column ended_by;
  `)
}

/** Holds the return of a contributor and its round, as of 20261129_09. Gives the status of the round, null for who may not act any more. */
const holdFor = (mayAct: string): string => `
    create or replace function hold_for_contributor(partnership bigint, contributor bigint) returns text language plpgsql volatile as $$
    declare
      its_round bigint;
      its_status text;
    begin
      select r.round_id into its_round from contributors c join returns r on r.id = c.return_id
        where c.partnership_id = partnership and c.id = contributor for update of r;
      perform pg_advisory_xact_lock_shared(round_lock(its_round));
      select o.status into its_status from contributors c
        join invitations i on i.id = c.invitation_id and i.revoked_at is null
        join rounds o on o.id = its_round
        where c.partnership_id = partnership and c.id = contributor and ${mayAct};
      return its_status;
    end $$;`
