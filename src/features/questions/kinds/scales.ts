/** One of the values that a closed question can hold: what is stored, what people read, and what analysts count. */
export type AnswerValue = {
  value: string | number | boolean
  label: string
  /** Null leaves the answer out of the denominator. */
  score: number | null
  /** True when the answer falls short, so that it asks for an action, an owner and a date. */
  needsAction: boolean
}

const NOT_APPLICABLE: AnswerValue = { value: 'na', label: 'Not applicable', score: null, needsAction: false }

/**
 * The rating scales, once: stored value, label and score are kept apart, so that a label can be reworded without moving a figure.
 *
 * | kind          | scores                                                                              |
 * | ------------- | ----------------------------------------------------------------------------------- |
 * | yes_no        | yes 1, no 0                                                                         |
 * | yes_partly_no | yes 2, partly 1, no 0                                                               |
 * | met           | met 3, partly 2, not 1: the standards tools that counties publish                   |
 * | rag           | green 3, amber 2, red 1                                                             |
 * | level         | 1 to 4 as they stand: 1 is the best, as inspection grades were; 3 and 4 fall short  |
 *
 * "Not applicable" has no score: it leaves the denominator (some tools store 0, which drags an average down).
 */
export const SCALES = {
  yes_no: [
    { value: 'yes', label: 'Yes', score: 1, needsAction: false },
    { value: 'no', label: 'No', score: 0, needsAction: true },
  ],
  yes_partly_no: [
    { value: 'yes', label: 'Yes', score: 2, needsAction: false },
    { value: 'partly', label: 'Partly', score: 1, needsAction: true },
    { value: 'no', label: 'No', score: 0, needsAction: true },
  ],
  met: [
    { value: 'met', label: 'Met', score: 3, needsAction: false },
    { value: 'partly', label: 'Partly met', score: 2, needsAction: true },
    { value: 'not_met', label: 'Not met', score: 1, needsAction: true },
  ],
  rag: [
    { value: 'green', label: 'Green', score: 3, needsAction: false },
    { value: 'amber', label: 'Amber', score: 2, needsAction: true },
    { value: 'red', label: 'Red', score: 1, needsAction: true },
  ],
  level: [
    { value: 1, label: 'Level 1', score: 1, needsAction: false },
    { value: 2, label: 'Level 2', score: 2, needsAction: false },
    { value: 3, label: 'Level 3', score: 3, needsAction: true },
    { value: 4, label: 'Level 4', score: 4, needsAction: true },
  ],
} as const satisfies Record<string, readonly AnswerValue[]>

/** A rating, as far as its scale looks at it. */
type ScaledQuestion = { kind: keyof typeof SCALES; notApplicable?: boolean | undefined; action?: boolean | undefined }

/** The values of one rating question: its scale, "not applicable" when the author allows it, no action when the author says so. */
export const scaleOf = (q: ScaledQuestion): AnswerValue[] => {
  const scale: readonly AnswerValue[] = SCALES[q.kind]
  const values = q.notApplicable ? [...scale, NOT_APPLICABLE] : scale
  return values.map(value => ({ ...value, needsAction: value.needsAction && q.action !== false }))
}

/** The value that a label names, however a hand types its capitals, spaces, dashes and apostrophes; a text that names none stays as it is. */
export const valueNamed = (values: readonly AnswerValue[], typed: string): unknown => {
  const wanted = asTyped(typed)
  return values.find(({ label, value }) => asTyped(label) === wanted || String(value) === wanted)?.value ?? typed
}

/** What differs between a list and the hand that types from it is left out: “Yes – all” is "yes - all." */
export const asTyped = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/ ?- ?/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.,;]$/, '')
