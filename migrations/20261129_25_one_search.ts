import type { Knex } from 'knex'

/**
 * One way to fold words, for what is looked for and for what it is looked for in, so that no list differs from another:
 *
 * - `search_folded` takes away what people write in several ways: apostrophes, accents, capitals, stops, hyphens. "Saint" means "st",
 *   "C of E" and "Church of England" mean "ce"; for finding, the words as they stand are kept beside those that they mean;
 * - `search_vector` are the words that a text is found by, with numbers that are words already;
 * - `search_query` is what somebody typed, as a query for words that begin so. Spaces within numbers and postcodes go.
 *
 * They are functions of the database because columns are generated from them: no import, page or command can forget to fold.
 * `array_to_tsvector` keeps words as they are; the parser of texts would cut "9712004" and "4ab" in its own way. Each calls only what
 * it is bound to or the database's own, so that a dump is restored whatever its search path is. Patterns are tried only where they may
 * fit: an import folds 65,000 names.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(String.raw`
    create function search_folded(given text, for_finding boolean) returns text language plpgsql immutable strict parallel safe cost 500 as $$
    declare
      folded text := given;
      meant text;
    begin
      if octet_length(folded) <> length(folded) then
        folded := translate(folded, U&'\2019\2018\201B\02BC\02B9\02BB\00B4\2032\FF07', '');
        folded := regexp_replace(normalize(folded, NFKD), '[\u0300-\u036f\u00ad\u200b-\u200d\ufeff]', '', 'g');
        folded := regexp_replace(folded, '[^\x01-\x7f]+', ' ', 'g');
      end if;
      folded := replace(lower(translate(folded, E'''\x60', '')), '&', ' and ');
      if folded like '%.%' then
        folded := regexp_replace(folded, '\m([a-z])\. \?(\?=[a-z]\M)', '\1', 'g');
      end if;
      folded := translate(folded, E'.,-/()":;!\?_+*#=|<>[]{}@%$^~\\\t\r\n', rpad('', 33));
      folded := trim(replace(replace(replace(folded, '  ', ' '), '  ', ' '), '  ', ' '));
      meant := folded;
      if meant ~ '\m(saint|saints|ss|sts)\M' then
        meant := regexp_replace(meant, '\m(saint|saints|ss|sts)\M', 'st', 'g');
      end if;
      if meant like '%c of e%' or meant like '%cofe%' or meant like '%church of england%' then
        meant := regexp_replace(meant, '\m(c of e|cofe|church of england)\M', 'ce', 'g');
      end if;
      if for_finding and meant <> folded then
        return folded || ' ' || meant;
      end if;
      return meant;
    end $$;

    create function search_vector(given text, numbers text) returns tsvector language sql immutable parallel safe cost 600 return
      array_to_tsvector(array_remove(string_to_array(search_folded(given, true) || ' ' || numbers, ' '), ''));

    create function search_query(typed text) returns tsquery language sql immutable parallel safe cost 1000 return
      case when trim(typed) ~ '^[^@\s]+@[^@\s]*$' then (nullif(regexp_replace(lower(typed), '[^a-z0-9]+', '', 'g'), '') || ':*')::tsquery
      else (regexp_replace(nullif(trim(regexp_replace(regexp_replace(regexp_replace(
          search_folded(typed, false),
          '\m(urn|ofsted|dfe|laestab|la estab)( number| no)\? (\?=[a-z]{0,2} \?[0-9])', '', 'g'),
          '([0-9]) +(\?=[0-9])', '\1', 'g'),
          '\m(ey|[a-z]{1,2}[0-9][a-z]) (\?=[0-9])', '\1', 'g')), ''), ' +', ':* & ', 'g') || ':*')::tsquery
      end;

    alter table establishments
      add former_numbers text not null default '',
      add search tsvector not null generated always as (search_vector(name || ' ' || town || ' ' || locality || ' ' || postcode,
        lower(identifier) || ' ' || replace(former_numbers, '/', '') || ' ' || lower(replace(postcode, ' ', '')) || ' '
        || translate(telephone, ' ()-+./', '') || ' '
        || coalesce(lpad(la_code::text, 3, '0') || lpad(establishment_number::text, 4, '0') || ' ' || lpad(establishment_number::text, 4, '0'), ''))) stored;
    create index establishments_search on establishments using gin (search);
    create index on establishment_links (partnership_id, link_identifier);

    alter table contacts
      add search tsvector not null generated always as (search_vector(name || ' ' || email,
        translate(email, '@.-_+', '') || ' ' || translate(phone, ' ()-+./', ''))) stored;
    create index contacts_search on contacts using gin (search);

    create index messages_search on messages using gin (search_vector(subject || ' ' || to_name || ' ' || to_email, translate(to_email, '@.-_+', '')));

    -- A return keeps the name that its establishment had when it was issued, and is found by that name as well.
    create index returns_search on returns using gin (search_vector(establishment_name, ''));
  `)
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index returns_search, messages_search;
    alter table contacts drop search;
    drop index establishment_links_partnership_id_link_identifier_idx;
    alter table establishments drop search, drop former_numbers;
    drop function search_query, search_vector, search_folded;
  `)
}
