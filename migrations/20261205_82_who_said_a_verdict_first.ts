import type { Knex } from 'knex'

/**
 * Who chose a verdict and when, apart from who last changed its note; and when the two reviewers of a member could first see each other's.
 * Agreement counts pairs by them (decision 0057). Of what was recorded before: who recorded it last, and when each first said to be through.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table verdicts add column said_by bigint references accounts, add column said_at timestamptz not null default now();
    update verdicts set said_by = account_id, said_at = at;

    alter table reviews add column unblinded_at timestamptz;
    with through as (
      select w.id, w.member_id, w.reading, least(w.finished_at, (
        select min(e.at) from events e
        where e.return_id = m.return_id and e.verb = 'review.finished' and e.at >= w.given_at
          and e.details ->> 'sampleId' = m.sample_id::text and e.details ->> 'reading' = w.reading)) as at
      from reviews w join dip_sample_members m on m.id = w.member_id where w.ended_at is null
    )
    update reviews w set unblinded_at = greatest(f.at, s.at)
    from through s join through f on f.member_id = s.member_id and f.reading = 'first' and f.at is not null
    where w.id = s.id and s.reading = 'second' and s.at is not null;
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table verdicts drop column said_by, drop column said_at;
    alter table reviews drop column unblinded_at;
  `)
}
