import type { Knex } from 'knex'

/** The tables that name a set, by the column that does. */
const NAMED = [
  ['establishments', 'set_override'],
  ['questionnaire_versions', 'set_code'],
  ['round_questionnaires', 'set_code'],
  ['returns', 'set_code'],
] as const

/**
 * Question sets are rows of their partnership, which may have others beside the library's six: what names a set refers to its row,
 * where lists of letters stood. New partnerships are given the six by the program.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table question_sets (
      partnership_id bigint not null references partnerships,
      code text not null check (code ~ '^[A-Z][A-Z0-9]{0,4}$'),
      name text not null check (name <> ''),
      -- Whom it is for, in a sentence.
      audience text not null default '',
      position integer not null,
      created_at timestamptz not null default now(),
      primary key (partnership_id, code)
    );
    insert into question_sets (partnership_id, code, name, audience, position)
    select p.id, s.code, s.name, s.audience, s.position
    from partnerships p cross join (values
      ('A', 'schools and academies', 'Maintained schools, academies and free schools, nursery schools and sixth forms included', 1),
      ('B', 'independent schools', 'Independent schools, boarding schools and city technology colleges; not independent special schools, which have set D', 2),
      ('C', '16 plus', 'Further education and sixth form colleges, 16 to 19 academies, special post-16 institutions and training providers', 3),
      ('D', 'alternative provision and special', 'Pupil referral units, alternative provision academies, special and hospital schools, independent special schools, secure provision', 4),
      ('E', 'early years', 'Nurseries, pre-schools and clubs on the Ofsted register, and nursery schools', 5),
      ('F', 'short declaration', 'Any establishment in a year without a full audit, and those that keep their full audit elsewhere', 6)
    ) as s (code, name, audience, position);
  `)
  for (const [table, column] of NAMED)
    await knex.raw(`
      alter table ${table} drop constraint ${table}_${column}_check;
      alter table ${table} add constraint ${table}_${column}_fkey
        foreign key (partnership_id, ${column}) references question_sets (partnership_id, code);
    `)
}

/** Fails where a partnership uses a set of its own: the older shape has no place for it. */
export async function down(knex: Knex): Promise<void> {
  for (const [table, column] of NAMED)
    await knex.raw(`
      alter table ${table} drop constraint ${table}_${column}_fkey;
      alter table ${table} add constraint ${table}_${column}_check check (${column} in ('A','B','C','D','E','F'));
    `)
  await knex.raw('drop table question_sets')
}
