import { randomUUID } from 'node:crypto'
import type { Id } from '../../../platform/id.ts'
import { dayField, type TypedDay } from '../../../platform/forms/moment.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { sayInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf, type ErrorOf } from '../../../platform/forms/errors.ts'
import { EXCUSES, STATUSES, stands, type AuditReturn, type ExcuseAs } from '../../returns/index.ts'
import type { Candidate } from '../coveredByActions.ts'
import { pathOfExcuse } from '../schemas.ts'
import { onlySignatureLine } from '../summaryLines.ts'

/** What was typed into the form. */
export type TypedExcuse = { on: TypedDay; reason: string; search: string; coveredBy: Id<'establishment'> | null }

/** The model of views/handling/excuse.ejs, without the frame of the return. */
export function excuseView(state: {
  auditReturn: AuditReturn
  as: ExcuseAs
  given: TypedExcuse
  candidates: readonly Candidate[]
  errors?: readonly FormError[]
  changed?: string
}) {
  const { auditReturn, as, given, candidates, errors = [], changed = '' } = state
  const words = EXCUSES[as].form
  const errorOf = errorsBy(errors)
  return {
    title: words.title,
    errors: summaryOf(errors),
    changed,
    standing: statusLine(auditReturn),
    consequences: [
      EXCUSES[as].asksCoveredBy
        ? 'The statement counts it as covered once we receive the other return. Until then it counts as outstanding, like the other one.'
        : `The statement counts it as ${EXCUSES[as].short}, no longer as outstanding.`,
      'We stop writing to them and their link stops working. Their answers are kept.',
      ...(words.mayFollow ? ['It counts from that day. Until then we expect the return, and the link works.'] : []),
      'You can take this back.',
    ],
    action: `/returns/${auditReturn.id}/excuse/${pathOfExcuse(as)}`,
    key: randomUUID(),
    version: auditReturn.version,
    coveredBy: EXCUSES[as].asksCoveredBy ? coveredByFields(given, candidates, errorOf) : null,
    date: dayField('on', words.dayName, words.dayHint, given.on, errors),
    reason: {
      id: 'reason',
      name: 'reason',
      limit: 2_000,
      label: { text: words.reasonLabel, classes: 'govuk-label--s' },
      hint: { text: words.reasonHint },
      rows: 4,
      value: given.reason,
      errorMessage: errorOf('reason'),
    },
    button: words.button,
    cancelHref: `/returns/${auditReturn.id}`,
  }
}

function statusLine(auditReturn: AuditReturn): string {
  const { status, lastSavedAt, dueAt } = auditReturn
  const saved = lastSavedAt === null ? '' : `, last saved at ${sayInstant(lastSavedAt)}`
  const due = stands('outstanding', status) ? `, due at ${sayInstant(dueAt)}` : ''
  return `The return is now “${STATUSES[status].words.toLowerCase()}”${saved}${due}. ${onlySignatureLine(auditReturn)}`.trim()
}

function coveredByFields(given: TypedExcuse, candidates: readonly Candidate[], errorOf: ErrorOf) {
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
              checked: given.coveredBy === id,
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
      errorMessage: errorOf('search'),
    },
  }
}
