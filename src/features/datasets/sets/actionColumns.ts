import { columnsFor, type ColumnOf } from '../../../platform/tabular/column.ts'
import { asRead, STATE_WORDS, timescaleNotes, type Action } from '../../actions/index.ts'
import { sayCodes } from '../words.ts'

/** What is written as one text of several lines or sentences; blank where nothing is. */
export const unlessBlank = (text: string): string | null => (text === '' ? null : text)

/**
 * What every data set says of an action of the partnership: what was written, as it was written, and beside it what was read. Nothing of it
 * depends on the day: whether an action is overdue on one can be told from `promise` and `due_to`.
 */
export function actionColumns<Source>(of: (source: Source) => Action): ColumnOf<Source>[] {
  const { id, words, code, day, text } = columnsFor<Source>()
  return [
    id('action_id', 'The action: the same number wherever it is told of', source => of(source).id, 'Action'),
    words('what', 'What is to be done, as it was written', source => of(source).what, { width: 60 }),
    words('timescale', 'When, as it was written', source => unlessBlank(of(source).timescale), { width: 20 }),
    code('timescale_kind', 'As what the words for when were read', asRead.TIMESCALE_KIND_WORDS, source => of(source).timescaleKind),
    day('due_from', 'First day, as far as it could be read', source => of(source).dueFrom),
    day('due_to', 'Last day, as far as it could be read', source => of(source).dueTo),
    text('timescale_note', 'What to look at in the words for when', source => unlessBlank(timescaleNotes(of(source)).join('; ')), {
      width: 40,
    }),
    words('lead', 'Who leads, as it was written; each by itself is in Action leads', source => unlessBlank(of(source).lead), { width: 30 }),
    words('outcome_measure', 'By what the outcome is told, as it was written', source => unlessBlank(of(source).outcomeMeasure), {
      width: 50,
    }),
    code('state', 'How far it is', sayCodes(STATE_WORDS, 'words'), source => of(source).state),
    code('promise', 'What it promises; overdue on a day is by_a_day with due_to before that day', asRead.PROMISE_WORDS, source =>
      asRead.promiseOf(of(source)),
    ),
  ]
}
