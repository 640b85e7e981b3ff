import { READINGS, type Reading, type StoredVerdict } from './verdict.ts'

/** The verdicts on one question, by who says so. */
export type Readings = Partial<Record<Reading, StoredVerdict>>

/** Verdicts of one member, question by question. */
export function byQuestion(verdicts: readonly StoredVerdict[]): Map<string, Readings> {
  const questions = new Map<string, Readings>()
  for (const verdict of verdicts) questions.set(verdict.questionKey, { ...questions.get(verdict.questionKey), [verdict.reading]: verdict })
  return questions
}

/** Whether two reviewers came to the same. Notes and quotes may differ. */
export const agree = (one: StoredVerdict, other: StoredVerdict): boolean =>
  one.verdict === other.verdict && one.direction === other.direction

/**
 * The verdict that counts: what was moderated; otherwise the first reviewer's, unless a second one differs. `SETTLED_VERDICTS_SQL` says the
 * same to the database.
 */
export function settled({ first, second, moderated }: Readings): StoredVerdict | undefined {
  if (moderated) return moderated
  return first && (!second || agree(first, second)) ? first : undefined
}

/** Whether two reviewers differ and nobody has settled it. Where only one of two has said something, that differs too. */
export const isDisputed = (readings: Readings): boolean =>
  settled(readings) === undefined && READINGS.some(reading => readings[reading] !== undefined)
