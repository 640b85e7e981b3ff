import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import type { Answer, Theme } from '../../saidDid/index.ts'
import { actionColumns, unlessBlank } from './actionColumns.ts'

/** A theme with its place among those of the round, what its findings say, and how many actions answer it. */
export type SourceTheme = { theme: Theme; place: number; sentences: readonly string[]; answers: number }
const said = columnsFor<SourceTheme>()

export const saidSet: DataSetOf<SourceTheme> = {
  name: 'said_did',
  title: 'The audit said',
  description:
    'What the audit said, theme by theme, in the order of the page: one row for each theme. What was done about it is in We did. Cover small numbers before you publish any.',
  leading: 3,
  columns: [
    said.id('theme_id', 'The theme', ({ theme }) => theme.id, 'Theme'),
    said.integer('theme_place', 'Its place among the themes of the round', ({ place }) => place),
    said.text('theme', 'What it is called', ({ theme }) => theme.title, { width: 36 }),
    said.words('statement', 'What the audit said', ({ theme }) => theme.statement, { width: 60, wrap: true }),
    said.words('heard', 'Where it was heard, when no finding says it', ({ theme }) => unlessBlank(theme.heard), { width: 40 }),
    said.ids('findings', 'Findings that it rests on, by finding_id, joined with "; "', ({ theme }) => theme.findingIds, 'Finding'),
    said.integer('finding_count', 'How many findings it rests on', ({ theme }) => theme.findingIds.length),
    said.words(
      'numbers',
      'What these findings say, with their numbers, one to a line',
      ({ sentences }) => unlessBlank(sentences.join('\n')),
      {
        width: 60,
        wrap: true,
      },
    ),
    said.integer('answers', 'How many actions answer it', ({ answers }) => answers),
    said.name('changed_by', 'Who changed it last', ({ theme }) => theme.changedBy),
    said.instant('changed_at', 'When', ({ theme }) => theme.changedAt),
  ],
}

/** An answer where it stands. */
export type SourceAnswer = { theme: Theme; themePlace: number; place: number; answer: Answer; isFirst: boolean }
const did = columnsFor<SourceAnswer>()

export const didSet: DataSetOf<SourceAnswer> = {
  name: 'said_did_answers',
  title: 'We did',
  description:
    'What was done about each theme, or will be, in the order of the page: one row for each theme and action that answers it. An action that answers several themes has a row for each.',
  leading: 4,
  columns: [
    did.id('theme_id', 'The theme; see The audit said', ({ theme }) => theme.id, 'Theme'),
    did.integer('theme_place', 'Its place among the themes of the round', ({ themePlace }) => themePlace),
    did.text('theme', 'What it is called', ({ theme }) => theme.title, { width: 36 }),
    did.integer('place', 'Place among the answers of the theme', ({ place }) => place),
    did.flag('counts_once', 'True in one row of each action: count these to count answers', ({ isFirst }) => isFirst),
    ...actionColumns<SourceAnswer>(({ answer }) => answer.action),
    did.flag(
      'names_public',
      'True when someone ticked that the people who lead it may be named to everyone',
      ({ answer }) => answer.namesPublic,
    ),
  ],
}
