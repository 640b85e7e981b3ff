import type { Knex } from 'knex'

/**
 * "marsh" finds Eastmarsh: the ends of long words of names and towns are words to be found by as well, marked by "~" so that short words
 * go on finding beginnings only. Not those of words that every other name has: "mary" is to find no "primary". They lie in the same index: `like '%marsh%'` reads every name, and `pg_trgm` is not on every server.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(String.raw`
    create function search_words(folded text, numbers text) returns text[] language plpgsql immutable strict parallel safe cost 400 as $$
    declare
      words text[] := array_remove(string_to_array(folded || ' ' || numbers, ' '), '');
      word text;
    begin
      foreach word in array string_to_array(folded, ' ') loop
        if length(word) between 6 and 60 and word <> all ('{school,schools,primary,secondary,infant,infants,junior,nursery,academy,college,'
          'catholic,church,england,community,voluntary,controlled,special,grammar,preparatory,federation,centre,independent}'::text[])
          and word ~ '^[a-z]+$' then
          for place in 2 .. length(word) - 3 loop
            words := words || ('~' || substr(word, place));
          end loop;
        end if;
      end loop;
      return words;
    end $$;

    create function search_vector_within(given text, numbers text) returns tsvector language sql immutable parallel safe cost 1000 return
      array_to_tsvector(search_words(search_folded(given, true), numbers));

    create or replace function search_query(typed text) returns tsquery language sql immutable parallel safe cost 1000 return
      case when trim(typed) ~ '^[^@\s]+@[^@\s]*$' then (nullif(regexp_replace(lower(typed), '[^a-z0-9]+', '', 'g'), '') || ':*')::tsquery
      else regexp_replace(regexp_replace(nullif(trim(regexp_replace(regexp_replace(regexp_replace(
          search_folded(typed, false),
          '\m(urn|ofsted|dfe|laestab|la estab)( number| no)\? (\?=[a-z]{0,2} \?[0-9])', '', 'g'),
          '([0-9]) +(\?=[0-9])', '\1', 'g'),
          '\m(ey|[a-z]{1,2}[0-9][a-z]) (\?=[0-9])', '\1', 'g')), ''), ' +', ':* & ', 'g') || ':*',
          '\m([a-z]{4,}):\*', '(\1:* | ~\1:*)', 'g')::tsquery
      end;
  `)
  await indexed(knex, 'search_vector_within')
}

/** The column and the index that hold the words of names. */
const indexed = (knex: Knex, words: string) =>
  knex.raw(`
    alter table establishments drop search, add search tsvector not null generated always as (${words}(name || ' ' || town || ' ' || locality || ' ' || postcode,
      lower(identifier) || ' ' || replace(former_numbers, '/', '') || ' ' || lower(replace(postcode, ' ', '')) || ' '
      || translate(telephone, ' ()-+./', '') || ' '
      || coalesce(lpad(la_code::text, 3, '0') || lpad(establishment_number::text, 4, '0') || ' ' || lpad(establishment_number::text, 4, '0'), ''))) stored;
    create index establishments_search on establishments using gin (search);
    drop index returns_search;
    create index returns_search on returns using gin (${words}(establishment_name, ''));
  `)

export async function down(knex: Knex): Promise<void> {
  await indexed(knex, 'search_vector')
  await knex.raw(String.raw`
    create or replace function search_query(typed text) returns tsquery language sql immutable parallel safe cost 1000 return
      case when trim(typed) ~ '^[^@\s]+@[^@\s]*$' then (nullif(regexp_replace(lower(typed), '[^a-z0-9]+', '', 'g'), '') || ':*')::tsquery
      else (regexp_replace(nullif(trim(regexp_replace(regexp_replace(regexp_replace(
          search_folded(typed, false),
          '\m(urn|ofsted|dfe|laestab|la estab)( number| no)\? (\?=[a-z]{0,2} \?[0-9])', '', 'g'),
          '([0-9]) +(\?=[0-9])', '\1', 'g'),
          '\m(ey|[a-z]{1,2}[0-9][a-z]) (\?=[0-9])', '\1', 'g')), ''), ' +', ':* & ', 'g') || ':*')::tsquery
      end;
    drop function search_vector_within, search_words;
  `)
}
