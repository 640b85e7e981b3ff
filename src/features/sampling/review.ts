import type { TagColour } from '../../platform/http/components.ts'

/** What a reviewer finds, question by question, in the evidence. */
export const VERDICTS = ['agrees', 'partly', 'does_not_agree', 'cannot_tell', 'no_evidence'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What each verdict is called and, under its words, says; without a self-rating to agree with, it is about the evidence alone. */
export const VERDICT_WORDS: Record<Verdict, { words: string; hint: string }> = {
  agrees: { words: 'Agrees', hint: 'the evidence shows it' },
  partly: { words: 'Partly agrees', hint: 'the evidence shows some of it' },
  does_not_agree: { words: 'Does not agree', hint: 'the evidence shows otherwise' },
  cannot_tell: { words: 'Cannot tell', hint: 'the evidence is about something else, or cannot be opened' },
  no_evidence: { words: 'No evidence', hint: 'nothing was sent for this' },
}

/** What the review of an establishment comes to. */
export const OUTCOMES = ['assured', 'partly_assured', 'not_assured', 'no_evidence'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What each outcome is called, what it means to staff who choose it (`hint`) and to the establishment that reads it (`means`). */
export const OUTCOME_WORDS: Record<Outcome, { words: string; colour: TagColour; hint: string; means: string }> = {
  assured: {
    words: 'Assured',
    colour: 'green',
    hint: 'The evidence shows what they said',
    means: 'This means that what you sent shows what you told us.',
  },
  partly_assured: {
    words: 'Partly assured',
    colour: 'yellow',
    hint: 'The evidence shows part of it',
    means: 'This means that what you sent shows part of what you told us.',
  },
  not_assured: {
    words: 'Not assured',
    colour: 'red',
    hint: 'The evidence does not show it, or shows something that needs work',
    means: 'This means that what you sent does not show what you told us, or shows something that needs work.',
  },
  no_evidence: {
    words: 'No evidence received',
    colour: 'grey',
    hint: 'Nothing was sent that could be looked at',
    means: 'This means that we did not receive evidence that we could look at.',
  },
}

/** A verdict as it is stored. Version 1 is the first. */
export type StoredVerdict = { questionKey: string; verdict: Verdict; note: string; reviewerName: string; at: Date; version: number }

/** What a reviewer's form says of one question. */
export type VerdictEntry = {
  /** Null takes an earlier verdict away. */
  verdict: Verdict | null
  note: string
  /** The version that the form was rendered with; 0 when there was none. */
  baseVersion: number
  /** What the form showed when it was rendered, so that what nobody touched is not taken for a change. */
  shown?: { verdict: Verdict | null; note: string }
}

export type VerdictWrite = { questionKey: string; verdict: Verdict | null; note: string }
export type VerdictConflict = { questionKey: string; theirs: StoredVerdict | null; mine: { verdict: Verdict | null; note: string } }

/**
 * Compares a form with what is stored, question by question: what nobody else has changed since is written, what is the
 * same or was not touched is left alone, and where two reviewers differ nothing is written and both are shown.
 */
export function mergeVerdicts(
  stored: ReadonlyMap<string, StoredVerdict>,
  entries: ReadonlyMap<string, VerdictEntry>,
): { writes: VerdictWrite[]; conflicts: VerdictConflict[] } {
  const writes: VerdictWrite[] = []
  const conflicts: VerdictConflict[] = []
  for (const [questionKey, { verdict, note, baseVersion, shown }] of entries) {
    const theirs = stored.get(questionKey) ?? null
    const mine = { verdict, note: verdict === null ? '' : note }
    if (same(mine, theirs) || (shown && same(mine, shown))) continue
    if ((theirs?.version ?? 0) === baseVersion) writes.push({ questionKey, ...mine })
    else conflicts.push({ questionKey, theirs, mine })
  }
  return { writes, conflicts }
}

const same = (one: { verdict: Verdict | null; note: string }, other: { verdict: Verdict | null; note: string } | null): boolean =>
  one.verdict === (other?.verdict ?? null) && one.note === (other?.note ?? '')
