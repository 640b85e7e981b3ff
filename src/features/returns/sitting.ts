import type { Actor } from '../history/index.ts'
import type { OpenReturn, StoredResponse } from './auditReturn.ts'
import { isBy } from './parts.ts'

/** After so long without a save a sitting is over. */
const MINUTES = 30

/**
 * Whether a save goes on with the sitting of the last one: one person works on one section, and half an hour has not gone by.
 * A sitting is one event of the history and one kept text for each question, however often it is saved. Another person's save
 * of the section ends it, and so does a signature, the return's being sent, and its being sent back.
 *
 * @param keys of the questions of the section
 */
export function continuesSitting(
  { auditReturn, responses, signOffs }: Pick<OpenReturn, 'auditReturn' | 'responses' | 'signOffs'>,
  keys: readonly string[],
  actor: Actor,
  now: Date,
): boolean {
  let last: StoredResponse | undefined
  for (const key of keys) {
    const stored = responses.get(key)
    if (stored && (last === undefined || stored.at > last.at)) last = stored
  }
  if (last === undefined || !isBy(actor, last)) return false
  const ends = [...signOffs.map(({ at }) => at), auditReturn.submittedAt, auditReturn.recordedAt, auditReturn.returnedAt]
  const { at } = last
  return now.getTime() - at.getTime() < MINUTES * 60_000 && !ends.some(end => end !== null && end >= at)
}
