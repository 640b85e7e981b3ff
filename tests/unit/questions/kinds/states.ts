import {
  answerFromRegister,
  holdsFiles,
  lists,
  mayNeedAction,
  parseSectionForm,
  summary,
  takesAnswer,
  type Json,
  type Question,
} from '../../../../src/features/questions/index.ts'
import type { QuestionKind } from '../../../../src/features/questions/kinds/all.ts'
import { fieldView } from '../../../../src/features/questions/field.ts'
import { toRawResponse, type FieldError } from '../../../../src/features/questions/response.ts'
import type { Body } from '../../../../src/platform/forms/parseForm.ts'
import { component } from '../../../../src/platform/http/templates.ts'
import { TODAY } from '../everyKind.ts'
import { EXAMPLES } from './examples.ts'

/** How a question is drawn in each state it can be in: which those are follows from what its kind says of itself. */
export function statesOf(kind: QuestionKind): Record<string, () => string> {
  const { question, answer, theirs, short, wrong } = EXAMPLES[kind]
  const drawn = (...[state]: Drawn) => field(question, state)
  const given = (value: Json) => ({ response: said(value), base: '1' })
  if (!takesAnswer(question)) return { empty: () => drawn({ response: null, base: '0' }) }
  return {
    empty: () => drawn({ response: null, base: '0' }),
    answered: () => drawn(given(answer)),
    wrong: () => {
      const { raw, errors } = parseSectionForm([question], { [`q.${question.key}`]: '1', ...wrong }, TODAY)
      if (errors.length === 0) throw new Error(`what is wrong with ${kind} was taken`)
      return drawn({ response: null, base: '0', raw: raw.get(question.key), errors })
    },
    conflict: () => conflict(question, theirs) + drawn({ ...given(theirs), raw: toRawResponse(question, said(answer)), base: '2' }),
    read: () => read(question, summary(question, answer), null),
    readEmpty: () => read(question, ['Not answered'], 'An answer is needed'),
    ...(mayNeedAction(question)
      ? {
          fallsShort: () => drawn(given(short ?? null)),
          actionGiven: () =>
            drawn({
              response: {
                answer: short ?? null,
                comment: 'The old one is still in use.',
                action: { what: 'Rewrite it', owner: 'Ruth Ainsworth', dueOn: '2027-03-27' },
              },
              base: '1',
            }),
        }
      : {}),
    ...(lists.listOf(question) ? rowsOf(question, answer, wrong ?? {}) : {}),
    ...(holdsFiles(question)
      ? { readWithFile: () => read(question, [], null, [{ name: 'log.pdf', href: '/files/7', facts: '740 KB' }]) }
      : {}),
    ...(question.asks
      ? {
          offered: () => {
            const offer = answerFromRegister(question, [{ name: 'Sam Okafor', email: 'sam@school.example' }])
            return drawn({ response: null, base: '0', raw: toRawResponse(question, said(offer)) })
          },
        }
      : {}),
  }
}

/** A row of a list in its own form: new, stored, and with what is wrong. */
function rowsOf(question: Question, answer: Json, wrong: Body): Record<string, () => string> {
  const drawn = (raw: unknown, errors: FieldError[] = []) =>
    lists
      .boxes(question, 0, raw, errors)
      .map(box => component(`questions/fields/${box.component}`, box))
      .join('')
  const { raw, errors } = parseSectionForm([question], { [`q.${question.key}`]: '1', ...wrong }, TODAY)
  const rowIn = (value: unknown) => (value as unknown[])[0]
  return {
    halfFilled: () =>
      field(question, { response: said((answer as { [column: string]: Json }[]).map(row => ({ ...row, ...HALF }))), base: '1' }),
    newRow: () => drawn(null),
    row: () => drawn(rowIn(toRawResponse(question, said(answer)).answer)),
    rowWrong: () => drawn(rowIn(raw.get(question.key)?.answer), errors),
  }
}

/** What is not said of a row. */
const HALF = { name: null, days: null }

const field = (question: Question, state: Drawn[0]) => component('questions/field', fieldView(question, state))

type Drawn = [Parameters<typeof fieldView>[1]]

const said = (answer: Json) => ({ answer, comment: null, action: null })

/** As somebody finds it whose colleague saved another answer meanwhile. */
const conflict = (question: Question, theirs: Json): string =>
  component('answering/conflict', {
    id: `conflict-${question.key}`,
    name: `keep.${question.key}`,
    heading: 'Records: Sam Okafor changed this answer at 9:04am, while you were writing',
    lines: summary(question, theirs),
    ways: [
      { id: `conflict-${question.key}-1`, value: 'theirs', text: 'Use Sam Okafor’s answer' },
      { id: `conflict-${question.key}-2`, value: 'mine 2.abc', text: 'Use the answer below, as it is when I save' },
    ],
  })

/** As it is read in a return that nobody can change any more. */
const read = (question: Question, lines: string[], missing: string | null, files: object[] = []): string =>
  component('returnPages/readThrough', {
    sections: [
      {
        id: 'section-one',
        title: 'Section one',
        change: null,
        questions: [
          {
            id: `read-${question.key}`,
            label: question.label,
            source: null,
            lines,
            missing,
            comment: null,
            action: null,
            files,
            by: null,
            change: null,
          },
        ],
      },
    ],
  })
