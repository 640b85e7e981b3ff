import type { BaseQuestion } from './base.ts'
import type { Kind, MissingAnswer } from './kind.ts'
import type { AnswerCell, Fault, Json } from './shapes.ts'

/** Nothing was answered. */
export const isBlank = (answer: Json | undefined): boolean =>
  answer === null || answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)

/** Wanted unless the author says otherwise. */
export const missingWhenBlank = (q: BaseQuestion, answer: Json): MissingAnswer | null =>
  q.required !== false && isBlank(answer) ? 'answer' : null

/** What holds of most kinds: an answer of one piece, wanted when the author wants it, with no files, people or rows in it. */
export const usual = {
  faults: () => [],
  explained: () => [],
  takesAnswer: true,
  holdsFiles: false,
  inWords: false,
  again: 'together',
  people: null,
  list: null,
  missing: missingWhenBlank,
  values: () => [],
} satisfies Partial<Kind>

/** A cell of a workbook that takes any text, unless `more` says otherwise. */
export const answerCell = (text: string, more: Partial<AnswerCell> = {}): AnswerCell => ({
  ...{ path: [], label: '', text, type: 'text', listed: [], about: '' },
  ...more,
})

/** Limits the wrong way round; `at` is where the greater one is written. */
export const orderFault = (key: string, least: number | undefined, most: number | undefined, at: string): Fault[] =>
  least !== undefined && most !== undefined && least > most
    ? [{ path: [at], message: `"${key}" asks for at least ${least} and at most ${most}.` }]
    : []

/** The options of a choice must differ, and be fit to name a column. `path` leads to the options. */
export const optionFaults = (name: string, options: readonly { value: string }[], path: Fault['path']): Fault[] => {
  const values = options.map(({ value }) => value)
  return options.flatMap(({ value }, at) => [
    ...(values.indexOf(value) === at
      ? []
      : [{ path: [...path, at, 'value'], message: `${name} has two options with the value "${value}".` }]),
    ...(/^[a-z0-9][a-z0-9_]*$/.test(value)
      ? []
      : [
          {
            path: [...path, at, 'value'],
            message: `${name} has the option value "${value}": use small letters, digits and underscores, since it becomes a column.`,
          },
        ]),
  ])
}
