import { randomUUID } from 'node:crypto'
import { errorsBy } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import type { Id } from '../../../platform/id.ts'
import { sayInstant } from '../../../platform/london.ts'
import { paragraphs } from '../../../platform/say.ts'
import type { Reply } from '../replyStore.ts'

/** A form that comes back: of which reply, what was typed, and why nothing was saved, where a colleague was before. */
export type ReplyForm = { replyId: Id<'reply'>; answer: string; stopped?: string }

/** The field of the answer to one reply: a page has one for each that waits. */
export const answerField = (replyId: Id<'reply'>): string => `answer-${replyId}`

type Options = { base: string; canSettle: boolean; form: ReplyForm | undefined; errors: readonly FormError[] }

/** The replies of an establishment as staff see them, each with what became of it and what can be done. */
export function replyLines(replies: readonly Reply[], { base, canSettle, form, errors }: Options) {
  const errorOf = errorsBy(errors)
  return replies.map(reply => {
    const { id, body, byName, at, answer, settledAs } = reply
    const here = `${base}/replies/${id}`
    const given = form?.replyId === id ? form : undefined
    return {
      id: `reply-${id}`,
      body,
      by: `${byName}, ${sayInstant(at)}`,
      answer: paragraphs(answer),
      settled: saySettled(reply),
      stopped: given?.stopped ?? '',
      // What was typed when a colleague was before: it is shown, so that nothing is lost.
      lost: settledAs === null ? '' : (given?.answer.trim() ?? ''),
      key: randomUUID(),
      undoAction: settledAs === 'no_answer_needed' ? `${here}/undo` : '',
      form:
        settledAs === null && canSettle
          ? {
              action: here,
              tickAction: `${here}/no-answer`,
              ...{ hidden: `to ${byName}`, tickKey: randomUUID() },
              box: {
                id: answerField(id),
                name: 'answer',
                limit: 4_000,
                label: { text: `Your answer to ${byName}`, classes: 'govuk-label--s' },
                hint: { text: 'They read it under their feedback. Write nothing that identifies a child.' },
                rows: 4,
                value: given?.answer ?? '',
                errorMessage: errorOf(answerField(id)),
              },
            }
          : null,
    }
  })
}

/** "Answered by Priya Shah at 3pm on Monday 1 March 2027."; blank while nobody did anything. */
export function saySettled({ settledAs, settledBy, settledAt }: Pick<Reply, 'settledAs' | 'settledBy' | 'settledAt'>): string {
  if (settledAs === null || settledAt === null) return ''
  const by = `${settledBy ?? ''} at ${sayInstant(settledAt)}`
  return settledAs === 'answered' ? `Answered by ${by}.` : `Marked as “no answer needed” by ${by}.`
}

/** The replies as the establishment reads them: its own words and our answers. What staff ticked off is their own affair. */
export const repliesRead = (replies: readonly Reply[]) =>
  replies.map(({ body, byName, at, answer, settledBy, settledAt }) => ({
    body,
    by: `${byName}, ${sayInstant(at)}`,
    answer: paragraphs(answer),
    answeredBy: answer === '' || settledAt === null ? '' : `${settledBy ?? ''}, ${sayInstant(settledAt)}`,
  }))
