import type { Id } from '../../platform/id.ts'

/** A round of a partnership, or a part of it: the scope of everything that is read here. What is null is not narrowed. */
export type Scope = {
  partnershipId: Id<'partnership'>
  roundId: Id<'round'>
  /** Codes of the question sets, and the statuses, of the returns that are read. */
  sets: readonly string[] | null
  states: readonly string[] | null
  /** The questions whose answers are taken. */
  questions: readonly string[] | null
}

/** Whether a return is among those of the scope. @param of the table that has the status and the set */
export const amongChosen = (of: string): string =>
  `(:sets::text[] is null or ${of}.set_code = any(:sets)) and (:states::text[] is null or ${of}.status = any(:states))`

/** Whether a row is about a question of the scope. */
export const aboutChosen = (of: string): string => `(:questions::text[] is null or ${of}.question_key = any(:questions))`

/** What every data set says of a return, over `r`, the return, and `e`, its establishment: the fields of `OfReturn`. */
export const OF_RETURN = `r.id as "returnId", r.establishment_name as "establishmentName", e.id as "establishmentId",
  case when e.scheme = 'urn' and e.identifier ~ '^[0-9]{1,9}$' then e.identifier::bigint end as urn`
