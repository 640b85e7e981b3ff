import type { Knex } from 'knex'

/**
 * Whether somebody who came by an audit link may still act, asked once more in the transaction that writes (decision 0037): their
 * return is held, so that whoever ends the link waits, or has ended it; their round is held, so that it closes before or after.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- What a round is held by: shared by everybody who answers in it, alone by whoever opens or closes it. Unlike its row, it is
    -- given in the order in which it was asked for: closing waits for nobody who came later.
    create function round_lock(round bigint) returns bigint language sql immutable
      as $$ select hashtextextended('round ' || round, 0) $$;

    -- Holds the return of a contributor and its round. Gives the status of the round, null once the link was ended.
    create function hold_for_contributor(partnership bigint, contributor bigint) returns text language plpgsql volatile as $$
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
        where c.partnership_id = partnership and c.id = contributor;
      return its_status;
    end $$;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function hold_for_contributor(bigint, bigint);
    drop function round_lock(bigint);
  `)
}
