import type { Knex } from 'knex'

/**
 * Counts are kept while nothing that they count has moved. A trigger notes, in the transaction that moves it, that the register or the
 * returns of a partnership have moved: a row of its own, so that nobody waits for anybody. Whoever counts next takes the notes away and
 * makes the generation one more, in one transaction: a count that bears the present generation, where there is no note, counted
 * everything. The number of the transaction only keeps one from noting the same twice; it means nothing afterwards, nor in a copy of the
 * database. `partnership_moves` refers to nothing: what it would look up, each row that moved has looked up already.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table partnership_moves (
      partnership_id bigint not null,
      what text not null check (what in ('register', 'returns')),
      by_transaction xid8 not null default pg_current_xact_id(),
      primary key (partnership_id, what, by_transaction)
    );
    create table partnership_generations (
      partnership_id bigint primary key references partnerships,
      register bigint not null,
      returns bigint not null
    );
    drop table round_counts;
    create table kept_counts (
      partnership_id bigint not null references partnerships,
      moves_with text not null,
      what text not null,
      asked_sha256 text not null,
      generation bigint not null,
      counts jsonb not null,
      kept_at timestamptz not null default now(),
      primary key (partnership_id, moves_with, what, asked_sha256)
    );

    create function note_moved_rows() returns trigger language plpgsql as $$
    begin
      insert into partnership_moves (partnership_id, what) select distinct partnership_id, tg_argv[0] from moved_rows on conflict do nothing;
      return null;
    end $$;
    create function note_moved_row() returns trigger language plpgsql as $$
    begin
      insert into partnership_moves (partnership_id, what) values (new.partnership_id, tg_argv[0]) on conflict do nothing;
      return null;
    end $$;
    -- What becomes of a message is counted where it, or another about the same return, was not delivered.
    create function note_moved_message() returns trigger language plpgsql as $$
    begin
      if old.status in ('failed', 'bounced', 'withheld')
        or exists (select from messages where return_id = new.return_id and status in ('failed', 'bounced')) then
        insert into partnership_moves (partnership_id, what) values (new.partnership_id, 'returns') on conflict do nothing;
      end if;
      return null;
    end $$;

    ${Object.entries(WHOLE)
      .flatMap(([table, { moves, but = [] }]) => EVENTS.filter(event => !but.includes(event)).map(event => wholeSql(table, moves, event)))
      .join('\n')}
    ${Object.entries(COLUMNS)
      .map(([table, columns]) => changeSql(table, columns))
      .join('\n')}
    create trigger messages_move_counts after update on messages for each row
      when (new.return_id is not null and (old.status, old.queued_at) is distinct from (new.status, new.queued_at))
      execute function note_moved_message();
  `)
}

type Moves = 'register' | 'returns'
const EVENTS = ['insert', 'update', 'delete'] as const

/** Tables of which every change may change a count; those whose rows change all day note only some of the columns. */
const WHOLE: Record<string, { moves: Moves; but?: readonly (typeof EVENTS)[number][] }> = {
  establishments: { moves: 'register' },
  contacts: { moves: 'register' },
  rounds: { moves: 'returns' },
  evidence: { moves: 'returns' },
  chases: { moves: 'returns' },
  dip_samples: { moves: 'returns' },
  dip_sample_members: { moves: 'returns' },
  returns: { moves: 'returns', but: ['update'] },
  invitations: { moves: 'returns', but: ['update'] },
  messages: { moves: 'returns', but: ['update'] },
}

/** What is counted of a return and of a link. A save of a section changes none of them. */
const COLUMNS: Record<string, string> = {
  returns: `round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, status, first_due_at, due_at, extensions, issued_at,
    opened_at, started_at, submitted_at, submitted_via, received_at, excused_as, covered_by_establishment_id, files, issue_phase_name,
    answers_deleted_at`,
  invitations: `return_id, contact_id, name, email, role, main, sections, may_sign, issued_at, revoked_at`,
}

const wholeSql = (table: string, moves: Moves, event: (typeof EVENTS)[number]): string =>
  `create trigger ${table}_${event}_moves_counts after ${event} on ${table} referencing ${event === 'delete' ? 'old' : 'new'} table as moved_rows
    for each statement execute function note_moved_rows('${moves}');`

const changeSql = (table: string, columns: string): string => {
  const of = (which: string) => columns.replaceAll(/\w+/g, column => `${which}.${column}`)
  return `create trigger ${table}_update_moves_counts after update on ${table} for each row
    when ((${of('old')}) is distinct from (${of('new')})) execute function note_moved_row('returns');`
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ${Object.entries(WHOLE)
      .flatMap(([table, { but = [] }]) =>
        EVENTS.filter(event => !but.includes(event)).map(event => `drop trigger ${table}_${event}_moves_counts on ${table};`),
      )
      .join('\n')}
    ${Object.keys(COLUMNS)
      .map(table => `drop trigger ${table}_update_moves_counts on ${table};`)
      .join('\n')}
    drop trigger messages_move_counts on messages;
    drop function note_moved_rows(), note_moved_row(), note_moved_message();
    drop table kept_counts, partnership_generations, partnership_moves;
    create table round_counts (
      round_id bigint not null references rounds on delete cascade,
      partnership_id bigint not null references partnerships,
      what text not null,
      asked_sha256 text not null,
      generation bigint not null,
      counts jsonb not null,
      primary key (round_id, what)
    );
  `)
}
