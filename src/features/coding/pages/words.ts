import type { DataTable } from '../../../platform/http/components.ts'
import { queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Id } from '../../../platform/id.ts'
import { sayNumber, shortened } from '../../../platform/say.ts'
import { nameOf } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { countByQuestion } from '../countStore.ts'
import { keptOfComments } from '../keptActions.ts'
import { codingHref, commentsHref } from '../paths.ts'
import { suggestWords, type Suggested } from '../suggestActions.ts'
import { LEAST_COMMENTS, LEAST_Z } from '../words.ts'
import { askedIn, codingTabs, codingTrail, visibleComments } from './visible.ts'

/** GET: words that many comments hold, or those of one question more often than others: where to begin to read. */
export const wordsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, of, stand } = await visibleComments(db, actor, req)
  const asked = await askedIn(db, of)
  const byQuestion = await keptOfComments(db, of, stand, {
    what: 'by question',
    asked: {},
    movesWith: 'texts',
    work: () => countByQuestion(db, of),
  })
  const wanted = queryText(req, 'question')
  const question = asked.questions.has(wanted) ? wanted : ''
  const suggested = await suggestWords(db, of, stand, question)
  const here = `${codingHref(round.id)}/words`
  const chosen = [...asked.questions.keys()].filter(key => byQuestion.some(of => of.question === key))
  renderPage(res, 'coding/words', {
    title: 'Frequent words',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Frequent words' }),
    roundName: round.name,
    tabs: codingTabs(round, actor, 'words'),
    filter: {
      action: here,
      label: 'Words of one question',
      selects: [
        {
          name: 'question',
          label: 'Question',
          items: [
            { value: '', text: 'All questions' },
            ...chosen.map(key => ({ value: key, text: shortened(nameOf(key, asked.questions), 70), selected: key === question })),
          ],
        },
      ],
      button: 'Show words',
    },
    lines: linesOf(question, suggested),
    tables: [
      tableOf(round.id, question, { id: 'words', caption: 'Words', terms: suggested.words }),
      tableOf(round.id, question, { id: 'pairs', caption: 'Two words next to each other', terms: suggested.pairs }),
    ].filter(({ rows }) => rows.length > 0),
    empty: {
      heading: 'No frequent words',
      text: `No word is in ${LEAST_COMMENTS} comments or more${question === '' ? '' : ' of this question, and more often than in those of others'}.`,
    },
  })
}

function linesOf(question: string, { read, all }: Suggested): string[] {
  return [
    question === ''
      ? `Words that most comments hold, from ${LEAST_COMMENTS} comments on. Words like “the” and “because” are left out.`
      : `Words that comments on this question hold clearly more often than comments on other questions: by the difference of the log-odds, at least ${LEAST_Z} standard errors, and in ${LEAST_COMMENTS} comments or more.`,
    ...(read < all
      ? [`They were looked for in ${sayNumber(read)} of ${sayNumber(all)} comments, evenly spread; the numbers are of all.`]
      : []),
    'The number says how many comments the search for the word finds, with its longer forms: “carer” finds “carers”. For two words, it is comments that hold both. Nothing is in a theme until someone puts it there.',
  ]
}

const tableOf = (
  roundId: Id<'round'>,
  question: string,
  { id, caption, terms }: { id: string; caption: string; terms: Suggested['words'] },
): DataTable => ({
  id,
  caption,
  columns: [{ text: id === 'words' ? 'Word' : 'Words' }, { text: 'Comments', numeric: true }],
  rows: terms.map(({ term, comments }) => [
    { text: term },
    {
      text: sayNumber(comments),
      href: commentsHref(roundId, { words: term, question }),
      hiddenText: `${comments === 1 ? 'comment' : 'comments'} with ${term}`,
      numeric: true,
    },
  ]),
  compact: true,
})
