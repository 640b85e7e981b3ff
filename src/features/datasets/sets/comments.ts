import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { SOURCES } from '../../coding/index.ts'
import { questionsIn } from '../../counting/index.ts'
import type { UsedVersion } from '../catalogue.ts'
import type { SourceCodedComment, SourceTheme } from '../commentsStore.ts'
import { whoseRow } from '../whoseRow.ts'

const theme = columnsFor<SourceTheme>()

/** The themes that people put comments into, with their counts. */
export const themesSet: DataSetOf<SourceTheme> = {
  name: 'themes',
  title: 'Themes',
  description:
    'What establishments wrote of in their own words, as people coded it: one row for each theme. Cover small numbers before you publish any.',
  columns: [
    theme.id('theme_id', 'The theme', ({ id }) => id, 'Comment theme'),
    theme.words('theme', 'Name of the theme', ({ name }) => name, { width: 36 }),
    theme.words('meaning', 'What belongs to it', ({ meaning }) => meaning, { width: 60, wrap: true }),
    theme.integer('returns', 'Returns with at least one comment in the theme', ({ returns }) => returns),
    theme.integer('with_comment', 'Returns with at least one comment', ({ wrote }) => wrote),
    theme.integer('completed', 'Returns that are completed', ({ completed }) => completed),
    theme.share('share', 'returns divided by with_comment, 0 to 1, to four places', ({ returns, wrote }) =>
      wrote === 0 ? null : Math.round((10_000 * returns) / wrote) / 10_000,
    ),
    theme.integer('comments', 'Comments in the theme: the rows of Coded comments that name it', ({ comments }) => comments),
  ],
}

const coded = columnsFor<SourceCodedComment>()

/** Each comment in each of its themes. */
export function codedCommentsSet(versions: readonly Pick<UsedVersion, 'id' | 'document'>[]): DataSetOf<SourceCodedComment> {
  const worded = new Map(versions.map(version => [version.id, questionsIn([version])]))
  return {
    name: 'coded_comments',
    title: 'Coded comments',
    description:
      'What establishments wrote, in the themes that people put it into: one row for each comment and theme. Comments that changed after they were coded are left out until someone looks at them again.',
    leading: 3,
    columns: [
      ...whoseRow<SourceCodedComment>(source => source),
      coded.text('question_set', 'Question set that the establishment answers', ({ setCode }) => setCode, { width: 13 }),
      coded.text('section', 'Section, as a code', ({ section }) => section),
      coded.text('question', 'The question: the same name in every year; see Questions for its wording', ({ question }) => question, {
        width: 34,
      }),
      coded.text(
        'question_label',
        'The question as this establishment read it',
        ({ versionId, question }) => worded.get(versionId)?.get(question)?.question.label ?? null,
        { width: 60 },
      ),
      coded.id('comment_id', 'The comment: the same number in each of its rows', ({ commentId }) => commentId, 'Comment'),
      coded.code('source', 'Whether it is an answer, or stands next to one', SOURCES, ({ source }) => source),
      coded.words('comment', 'What was written', ({ body }) => body, { width: 80, wrap: true }),
      coded.id('theme_id', 'The theme', ({ themeId }) => themeId, 'Comment theme'),
      coded.words('theme', 'Name of the theme', ({ theme: name }) => name, { width: 36 }),
      coded.name('coded_by', 'Who put it there', ({ by }) => by),
      coded.instant('coded_at', 'When', ({ at }) => at),
    ],
  }
}
