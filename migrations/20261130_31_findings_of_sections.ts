import type { Knex } from 'knex'

/**
 * A finding is about an evidence area or a section of the questionnaire, and keeps all that its sentence is made of: the number, whom it
 * was counted among, whether more are to come, and the weighted share where a sample was drawn with unequal shares.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table findings rename column area_key to part_key;
    alter table findings
      add column part text not null default 'area' check (part in ('area','section')),
      add column among integer not null default 0,
      add column coming boolean not null default false,
      add column weighted double precision check (weighted between 0 and 1);
    update findings set among = "of";
    drop index findings_round_id_area_key_position_idx;
    create index on findings (round_id, part, part_key, position);
    alter table partnerships
      add column smallest_shown integer not null default 5 check (smallest_shown between 3 and 20),
      add column least_for_words integer not null default 10 check (least_for_words between 1 and 100);
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    delete from findings where part = 'section';
    alter table partnerships drop column smallest_shown, drop column least_for_words;
    drop index findings_round_id_part_part_key_position_idx;
    alter table findings drop column part, drop column among, drop column coming, drop column weighted;
    alter table findings rename column part_key to area_key;
    create index on findings (round_id, area_key, position);
  `)
}
