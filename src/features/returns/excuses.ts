/** What is said of one reason, wherever it is read. */
type ReasonWords = {
  /** Its line of the statement. */
  disposition: string
  /** In the statement, lists, samples and workbooks. */
  words: string
  /** Among the others, in the middle of a sentence. */
  short: string
  /** In the history, after "recorded that … need not answer". */
  told: string
  /** On the return's page, with the day and the establishment that covers it where they are known. */
  sentence: (on: string, coveredBy: string) => string
  /** Another return stands for this one: the form asks which. */
  asksCoveredBy: boolean
  /** The register may know the day already. */
  dayIsClosing: boolean
  form: {
    choice: string
    meaning: string
    title: string
    dayName: string
    dayHint: string
    /** Whether the day may still come. */
    mayFollow: boolean
    reasonLabel: string
    reasonHint: string
    /** What to say when no words were given; null when they may be left out. */
    reason: string | null
    button: string
    done: string
  }
}

/** Why an establishment is not expected to send its return: each asks for its own facts, and has its own line in the statement. */
export const EXCUSES = {
  closed: {
    disposition: 'closed',
    words: 'Closed',
    short: 'closed',
    told: 'It closed',
    sentence: on => `The establishment closed${on === '' ? '' : ` on ${on}`}`,
    asksCoveredBy: false,
    dayIsClosing: true,
    form: {
      choice: 'The establishment has closed',
      meaning: 'It closed during the round, and no other establishment answers for it.',
      title: 'Mark as closed',
      dayName: 'The closing date',
      dayHint: 'The day on which it closed or will close. For example, 31 8 2027',
      mayFollow: true,
      reasonLabel: 'Anything to remember (optional)',
      reasonHint: 'For example, where its pupils went.',
      reason: null,
      button: 'Mark as closed',
      done: 'marked as closed.',
    },
  },
  covered: {
    disposition: 'covered_by_another',
    words: 'Covered by another return',
    short: 'covered',
    told: 'Another return covers it',
    sentence: (on, coveredBy) => `Covered by the return of ${coveredBy}${on === '' ? '' : `, from ${on}`}`,
    asksCoveredBy: true,
    dayIsClosing: false,
    form: {
      choice: 'Another return covers it',
      meaning: 'It merged with another establishment or became an academy, and the other’s return stands for both.',
      title: 'Mark as covered by another return',
      dayName: 'The date',
      dayHint: 'The day from which the other return stands for this one. For example, 1 9 2027',
      mayFollow: true,
      reasonLabel: 'Why',
      reasonHint: 'For example, “Converted to an academy, same head and DSL”.',
      reason: 'Say why the other return covers this one',
      button: 'Mark as covered',
      done: 'marked as covered by another return.',
    },
  },
  not_applicable: {
    disposition: 'not_applicable',
    words: 'Not applicable',
    short: 'not applicable',
    told: 'The audit does not apply to it',
    sentence: on => `The audit does not apply${on === '' ? '' : `, accepted on ${on}`}`,
    asksCoveredBy: false,
    dayIsClosing: false,
    form: {
      choice: 'The audit does not apply',
      meaning: 'A nil return that you accept: for example, a college without anyone under 18.',
      title: 'Mark as not applicable',
      dayName: 'The date',
      dayHint: 'The day on which this was accepted. For example, 27 3 2027',
      mayFollow: false,
      reasonLabel: 'Why the audit does not apply',
      reasonHint: 'The establishment may read this.',
      reason: 'Say why the audit does not apply',
      button: 'Mark as not applicable',
      done: 'marked as not applicable.',
    },
  },
  declined: {
    disposition: 'declined',
    words: 'Declined',
    short: 'declined',
    told: 'It declined in writing',
    sentence: on => `Declined in writing${on === '' ? '' : ` on ${on}`}`,
    asksCoveredBy: false,
    dayIsClosing: false,
    form: {
      choice: 'It declined in writing',
      meaning: 'The establishment refused in a letter or an email. Take the letter in as a document.',
      title: 'Mark as declined',
      dayName: 'The date of the letter',
      dayHint: 'For example, 27 3 2027',
      mayFollow: false,
      reasonLabel: 'What they wrote, and who decided',
      reasonHint: 'In a sentence or two. The establishment may read this.',
      reason: 'Say what they wrote and who decided',
      button: 'Mark as declined',
      done: 'marked as declined.',
    },
  },
} as const satisfies Record<string, ReasonWords>
export type ExcuseAs = keyof typeof EXCUSES
export const EXCUSE_CODES = Object.keys(EXCUSES) as ExcuseAs[]

/** "closed, covered, not applicable or declined" */
export const sayExcuses = (): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(EXCUSE_CODES.map(as => EXCUSES[as].short))
