import { randomUUID } from 'node:crypto'
import { dayField, type TypedDay } from '../../../platform/forms/moment.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { sayInstant } from '../../../platform/london.ts'
import { isExpected, STATUS_WORDS, type AuditReturn } from '../../returns/index.ts'
import type { Candidate } from '../covering.ts'
import type { ExcusePath } from '../schemas.ts'

type Words = {
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

/** The four ways in which nothing more is expected: each asks for its own facts. */
export const EXCUSE_WORDS: Record<ExcusePath, Words> = {
  closed: {
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
  covered: {
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
  'not-applicable': {
    choice: 'The audit does not apply',
    meaning: 'A nil return that you accept: for example, a college without anybody under 18.',
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
  declined: {
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
}

/** What was typed into the form. */
export type TypedExcuse = { on: TypedDay; reason: string; search: string; covering: number | null }

/** The model of views/office/excuse.ejs, without the frame of the return. */
export function excuseView(state: {
  auditReturn: AuditReturn
  path: ExcusePath
  given: TypedExcuse
  candidates: readonly Candidate[]
  errors?: readonly FormError[]
  changed?: string
}) {
  const { auditReturn, path, given, candidates, errors = [], changed = '' } = state
  const words = EXCUSE_WORDS[path]
  const errorOf = (field: string) => {
    const found = errors.find(error => error.field === field)
    return found ? { errorMessage: { text: found.message } } : {}
  }
  return {
    title: words.title,
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    changed,
    standing: standingLine(auditReturn),
    consequences: [
      'It is counted in the statement as what it is, no longer as outstanding.',
      'Nobody there is reminded or can answer any more. What was answered is kept.',
      'You can take this back.',
    ],
    action: `/returns/${auditReturn.id}/excuse/${path}`,
    key: randomUUID(),
    version: auditReturn.version,
    covering: path === 'covered' ? coveringFields(given, candidates, errorOf) : null,
    date: dayField('on', words.dayName, words.dayHint, given.on, errors),
    reason: {
      id: 'reason',
      name: 'reason',
      label: { text: words.reasonLabel, classes: 'govuk-label--s' },
      hint: { text: words.reasonHint },
      rows: 4,
      value: given.reason,
      ...errorOf('reason'),
    },
    button: words.button,
    cancelHref: `/returns/${auditReturn.id}`,
  }
}

function standingLine({ status, lastSavedAt, dueAt }: AuditReturn): string {
  const saved = lastSavedAt === null ? '' : `, last saved at ${sayInstant(lastSavedAt)}`
  const due = isExpected(status) ? `, due at ${sayInstant(dueAt)}` : ''
  return `The return is now “${STATUS_WORDS[status].toLowerCase()}”${saved}${due}.`
}

type ErrorOf = (field: string) => object

function coveringFields(given: TypedExcuse, candidates: readonly Candidate[], errorOf: ErrorOf) {
  return {
    radios:
      candidates.length === 0
        ? null
        : {
            idPrefix: 'covering',
            name: 'covering',
            fieldset: { legend: { text: 'Which establishment’s return covers this one?', classes: 'govuk-fieldset__legend--s' } },
            items: candidates.map(({ id, name, hint }) => ({
              value: String(id),
              text: name,
              hint: { text: hint },
              checked: given.covering === id,
            })),
          },
    search: {
      id: 'search',
      name: 'search',
      label: {
        text: candidates.length === 0 ? 'Which establishment’s return covers this one?' : 'Or search the register',
        classes: 'govuk-label--s',
      },
      hint: { text: 'Its name, URN or DfE number' },
      value: given.search,
      ...errorOf('search'),
    },
  }
}
