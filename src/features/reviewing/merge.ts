import { type Direction, type Finding, hasDirection, type StoredVerdict, type Verdict, verdictsOn } from '../verdicts/index.ts'

/** What a reviewer's form says of one question. A verdict of null takes an earlier one away. */
export type VerdictEntry = Partial<Finding> & {
  verdict: Verdict | null
  /** The version that the form was rendered with; 0 when there was none. */
  baseVersion: number
  /** What the form showed when it was rendered, so that what nobody touched is not taken for a change. */
  shown?: Partial<Finding>
}

export type VerdictWrite = Finding & { questionKey: string }
/** A question whose answer cannot be out in the way that was given, and why. */
export type OneWay = { questionKey: string; why: string }
export type VerdictConflict = { questionKey: string; theirs: StoredVerdict | null; mine: Finding }

/** What is known of the answer to a question, as it stands now. */
type AboutAnswers = {
  isAnswered: (key: string) => boolean
  /** Why the answer cannot be out in this way: the best of its scale cannot be under-rated. Empty where it can. */
  whyNotOut: (key: string, direction: Direction) => string
}

/**
 * Compares a form with what is stored, question by question: what nobody else has changed since is written, what is the
 * same or was not touched is left alone, and where two reviewers differ nothing is written and both are shown.
 *
 * @returns `unfit` too: questions whose verdict is about an answer that is not there (any more), or about none where there is one now; and
 *   `oneWay`: those whose answer cannot be out in the way that was given
 */
export function mergeVerdicts(
  stored: ReadonlyMap<string, StoredVerdict>,
  entries: ReadonlyMap<string, VerdictEntry>,
  { isAnswered, whyNotOut }: AboutAnswers,
): { writes: VerdictWrite[]; conflicts: VerdictConflict[]; unfit: string[]; oneWay: OneWay[] } {
  const writes: VerdictWrite[] = []
  const conflicts: VerdictConflict[] = []
  const unfit: string[] = []
  const oneWay: OneWay[] = []
  for (const [questionKey, { baseVersion, shown, ...given }] of entries) {
    const theirs = stored.get(questionKey) ?? null
    const mine = bare(given)
    if (same(mine, theirs ?? NONE) || (shown && same(mine, bare(shown)))) continue
    const why = mine.direction === null ? '' : whyNotOut(questionKey, mine.direction)
    if (mine.verdict !== null && !verdictsOn(isAnswered(questionKey)).includes(mine.verdict)) unfit.push(questionKey)
    else if (why !== '') oneWay.push({ questionKey, why })
    else if ((theirs?.version ?? 0) === baseVersion) writes.push({ questionKey, ...mine })
    else conflicts.push({ questionKey, theirs, mine })
  }
  return { writes, conflicts, unfit, oneWay }
}

const NONE: Finding = { verdict: null, direction: null, note: '', quote: '' }

/** Without what has no meaning beside its verdict. */
const bare = ({ verdict = null, direction = null, note = '', quote = '' }: Partial<Finding>): Finding =>
  verdict === null ? NONE : { verdict, direction: hasDirection(verdict) ? direction : null, note, quote }

const same = (one: Finding, other: Finding): boolean =>
  one.verdict === other.verdict && one.direction === other.direction && one.note === other.note && one.quote === other.quote
