import { sayInstant } from '../../platform/london.ts'
import { capitalised, sayCount } from '../../platform/say.ts'
import { NO_RESPONSE } from '../questions/index.ts'
import type { QuestionnaireDocument } from '../questionnaires/index.ts'
import type { sections } from '../returns/index.ts'
import { givenLine, partLines } from './readThrough.ts'

/** What changed between two versions of a return, as views/returnPages/changes.ejs draws it. */
export type ChangesView = {
  lead: string
  sections: { title: string; questions: ChangedQuestion[] }[]
}
type ChangedQuestion = {
  id: string
  label: string
  by: string
  parts: { label: string; before: string[]; after: string[] }[]
}

/** @param document with the sections alone that the reader may see */
export function changesView(
  document: Pick<QuestionnaireDocument, 'sections'>,
  { changes, before, after }: sections.Compared,
  now: Date,
): ChangesView {
  const shown = document.sections.flatMap(({ title, questions }) => {
    const changed = questions.flatMap(question => {
      const change = changes.find(({ key }) => key === question.key)
      if (!change) return []
      const [was, is] = [change.before ?? NO_RESPONSE, change.after ?? NO_RESPONSE]
      const parts = change.parts.map(part => ({
        label: capitalised(part),
        before: partLines(question, was, part),
        after: partLines(question, is, part),
      }))
      return [{ id: `changed-${question.key}`, label: question.label, by: change.after ? givenLine(change.after, now) : '', parts }]
    })
    return changed.length === 0 ? [] : [{ title, questions: changed }]
  })
  const count = shown.reduce((sum, { questions }) => sum + questions.length, 0)
  const [first, second] = [sayInstant(before.submittedAt), after === null ? 'now' : sayInstant(after.submittedAt)]
  const differ = count === 0 ? 'No answer differs' : sayCount(count, 'answer differs', 'answers differ')
  return {
    lead: `${differ} between what was sent at ${first} and ${after === null ? 'what is stored now' : `what was sent at ${second}`}. Files are not compared.`,
    sections: shown,
  }
}
