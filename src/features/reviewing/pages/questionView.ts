import { hasDirection, sayVerdict, type StoredVerdict, VERDICT_WORDS, VERDICTS, verdictsOn } from '../../verdicts/index.ts'
import { isDeepStrictEqual } from 'node:util'
import { sayInstant } from '../../../platform/london.ts'
import { summary, type Question } from '../../questions/index.ts'
import { responseLines } from '../../returnPages/index.ts'
import type { VerdictConflict } from '../merge.ts'
import type { AreaState } from './areaState.ts'
import { fileLink } from './reviewed.ts'
import { whichWayView } from './whichWayView.ts'
import { NOTE_LIMIT, QUOTE_LIMIT } from '../schemas.ts'

type State = Pick<AreaState, 'under' | 'member' | 'conflicts' | 'typedIn'> & {
  errorOf: (field: string) => { text: string } | undefined
  /** What good evidence shows of a question. */
  good: (key: string) => string[]
}

/** Whether documents can be held against a question: some came for it, or it is written down what they should show. Those come first. */
export const hasEvidence = (key: string, { under, good }: Pick<State, 'under' | 'good'>): boolean =>
  good(key).length > 0 || under.files.some(({ questionKeys }) => questionKeys.includes(key))

/** One question as a reviewer has it: what was said and sent of it, and the boxes for what the evidence shows. */
export function questionView(question: Question, state: State) {
  const { under, member, conflicts = [], typedIn, errorOf, good } = state
  const { key } = question
  const stored = under.verdicts.get(key)
  const conflict = conflicts.find(({ questionKey }) => questionKey === key)
  const kept = { verdict: stored?.verdict ?? '', direction: stored?.direction ?? '', note: stored?.note ?? '', quote: stored?.quote ?? '' }
  const shown = typedIn?.get(key) ?? kept
  const isLarge = hasEvidence(key, state)
  const describedBy = `question-${key}`
  const quoteIsOpen = shown.quote !== '' || errorOf(`quote-${key}`) !== undefined
  return {
    key,
    label: question.label,
    isLarge,
    good: good(key),
    source: question.reference ?? '',
    lines: responseLines(question, under.responses.get(key)),
    changedSince: stored && sayChange(question, stored, under.answerNow(key)),
    files: under.files.filter(({ questionKeys }) => questionKeys.includes(key)).map(file => fileLink(member.returnId, file)),
    hidden: [
      { name: `version.${key}`, value: String(stored?.version ?? 0) },
      ...Object.entries(kept).map(([part, value]) => ({ name: `shown.${part}.${key}`, value })),
    ],
    conflict: conflict ? conflictWords(conflict) : undefined,
    verdict: {
      idPrefix: `verdict-${key}`,
      name: `verdict.${key}`,
      classes: 'govuk-radios--small app-verdicts',
      fieldset: {
        legend: {
          text: 'What does the evidence show?',
          classes: isLarge ? 'govuk-fieldset__legend--s' : 'govuk-visually-hidden',
        },
        describedBy,
      },
      items: [
        ...offered(under.answered(key), stored).map(value => ({
          value,
          text: VERDICT_WORDS[value].words,
          checked: shown.verdict === value,
        })),
        { value: '', text: 'No verdict', checked: shown.verdict === '' },
      ],
      errorMessage: errorOf(`verdict-${key}`),
    },
    ...whichWayView(question, under.answerNow(key), {
      name: `direction.${key}`,
      id: `direction-${key}`,
      chosen: shown.direction,
      describedBy,
      error: errorOf(`direction-${key}`),
    }),
    note: {
      id: `note-${key}`,
      name: `note.${key}`,
      limit: NOTE_LIMIT,
      label: { text: 'Note' },
      describedBy,
      rows: 2,
      value: shown.note,
      errorMessage: errorOf(`note-${key}`),
    },
    quote: {
      id: `quote-${key}`,
      name: `quote.${key}`,
      limit: QUOTE_LIMIT,
      label: { text: 'Words of the document worth quoting' },
      describedBy,
      rows: 2,
      value: shown.quote,
      errorMessage: errorOf(`quote-${key}`),
    },
    // What is used, or has to be mended, is not folded away.
    foldIsOpen: quoteIsOpen || (!isLarge && (shown.note !== '' || errorOf(`note-${key}`) !== undefined)),
    by: stored ? `${stored.reviewerName}, ${sayInstant(stored.at)}` : '',
    read: stored ? { verdict: sayVerdict(stored), note: stored.note, quote: stored.quote } : undefined,
  }
}

/** The verdicts after which a script shows the question which way; without one it is always there. */
export const DIRECTED_VERDICTS = VERDICTS.filter(hasDirection).join(' ')

/** What is stored stays on offer, also when it no longer fits whether the question is answered. */
const offered = (answered: boolean, stored: StoredVerdict | undefined) => {
  const fitting = verdictsOn(answered)
  return stored && !fitting.includes(stored.verdict) ? [...fitting, stored.verdict] : fitting
}

/** That the answer is another one than the verdict was about. */
function sayChange(question: Question, { aboutAnswer }: StoredVerdict, now: unknown): string {
  if (isDeepStrictEqual(aboutAnswer, now)) return ''
  return aboutAnswer === null
    ? 'The establishment has answered since this verdict was given.'
    : `The answer has changed since this verdict was given. It was: ${summary(question, aboutAnswer).join('; ')}`
}

/** What two people found of the same question, where the second was about to overwrite the first. */
function conflictWords({ theirs, mine }: VerdictConflict) {
  const my = mine.verdict === null ? 'no verdict' : `“${VERDICT_WORDS[mine.verdict].words}”`
  return {
    theirs: theirs
      ? `${theirs.reviewerName} recorded “${sayVerdict(theirs)}” at ${sayInstant(theirs.at)}, while you had this page open.`
      : 'Someone else took the verdict away while you had this page open.',
    theirNote: theirs?.note ?? '',
    mine: `You chose ${my}: it is still below, and is not saved. Save again to put it in place of theirs, or choose theirs.`,
  }
}
