import { sayDay } from '../../platform/london.ts'
import type { FormCell, FormSheet } from '../../platform/spreadsheets/writeForm.ts'
import { askedOfReturn } from '../questionnaires/index.ts'
import { summary, takesAnswer } from '../questions/index.ts'
import type { OpenReturn } from '../returns/index.ts'

const HEADINGS = ['Section', 'Question', 'Answer', 'Comment', 'What will be done', 'Who will do it', 'By when', 'Files']
const WIDTHS = [24, 48, 40, 40, 40, 22, 26, 8]

/** A return as a sheet to read and to sort: a row for each question that is asked, in words. */
export function copySheet({ document, auditReturn, responses, evidenceCounts }: OpenReturn): FormSheet {
  const rows = askedOfReturn(document, auditReturn.facts, responses).flatMap(section =>
    section.questions.filter(takesAnswer).map(question => {
      const response = responses.get(question.key)
      const action = response?.action ?? null
      return [
        section.title,
        question.label,
        response ? summary(question, response.answer).join('\n') : '',
        response?.comment ?? '',
        action?.what ?? '',
        action?.owner ?? '',
        action?.dueOn ? sayDay(action.dueOn) : '',
        String(evidenceCounts.get(question.key) ?? ''),
      ]
    }),
  )
  return {
    name: 'Return',
    widths: WIDTHS,
    frozen: { rows: 1, columns: 0 },
    rows: [
      HEADINGS.map((text): FormCell => ({ look: 'heading', text })),
      ...rows.map(cells => cells.map((text): FormCell => ({ look: 'label', text }))),
    ],
  }
}
