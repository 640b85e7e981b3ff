import type { DataTable, FilterForm, StatNumber } from '../../../platform/http/components.ts'
import type { Id } from '../../../platform/id.ts'
import { sayCount, sayNumber, shortened } from '../../../platform/say.ts'
import { nameOf } from '../../counting/index.ts'
import type { CodingCounts } from '../countStore.ts'
import { NO_COMMENT_FILTER, SHOWN, SOURCES, type CommentFilter, type Shown } from '../filter.ts'
import type { ListedComment } from '../listStore.ts'
import { commentHref, commentsHref, returnsHref } from '../paths.ts'
import { seenValue } from '../schemas.ts'
import type { CommentTheme, SeenComment } from '../theme.ts'
import type { Asked } from './visible.ts'

/** How far a round is coded: every comment is in one of the three states. */
export function statsOf(roundId: Id<'round'>, counts: CodingCounts): StatNumber[] {
  const stat = (shown: Shown, number: number, more: Partial<StatNumber> = {}): StatNumber => ({
    number: sayNumber(number),
    label: SHOWN[shown].text,
    href: commentsHref(roundId, { shown }),
    ...more,
  })
  return [
    {
      number: sayNumber(counts.wrote),
      label: 'Returns with a comment',
      href: returnsHref(roundId, {}),
      note: `of ${sayNumber(counts.completed)} completed`,
    },
    stat('all', counts.comments),
    stat('none', counts.none, { tone: counts.none > 0 ? 'attention' : 'good' }),
    stat('coded', counts.coded, { tone: 'good' }),
    ...(counts.changed > 0 ? [stat('changed', counts.changed, { tone: 'attention', note: 'look at them again' })] : []),
    ...(counts.gone > 0 ? [stat('gone', counts.gone, { tone: 'quiet', note: 'sent back, or the text is gone' })] : []),
  ]
}

type Choices = {
  themes: readonly CommentTheme[]
  asked: Asked
  byQuestion: readonly { question: string; section: string; comments: number }[]
  phases: readonly string[]
}

export function filterForm(roundId: Id<'round'>, filter: CommentFilter, { themes, asked, byQuestion, phases }: Choices): FilterForm {
  const any = { value: '', text: 'Any' }
  const items = (chosen: string, values: readonly (readonly [string, string])[]) => [
    any,
    ...values.map(([value, text]) => ({ value, text, selected: value === chosen })),
  ]
  const inOrder = [...asked.questions].flatMap(([key]) => {
    const comments = byQuestion.filter(({ question }) => question === key).reduce((sum, of) => sum + of.comments, 0)
    return comments === 0 ? [] : [[key, `${shortened(nameOf(key, asked.questions), 70)} (${sayNumber(comments)})`] as const]
  })
  const sections = [...asked.sections].filter(([key]) => byQuestion.some(({ section }) => section === key))
  return {
    action: commentsHref(roundId, {}),
    label: 'Find comments',
    search: { name: 'q', label: 'Search', value: filter.words, hint: 'Words of the comment' },
    selects: [
      {
        name: 'show',
        label: 'Show',
        items: Object.entries(SHOWN).map(([value, { text }]) => ({ value, text, selected: value === filter.shown })),
      },
      {
        name: 'theme',
        label: 'Theme',
        items: items(
          String(filter.themeId ?? ''),
          themes.map(({ id, name }) => [String(id), name]),
        ),
      },
      { name: 'section', label: 'Section', items: items(filter.section, sections) },
      { name: 'question', label: 'Question', items: items(filter.question, inOrder) },
      { name: 'source', label: 'Kind', items: items(filter.source, Object.entries(SOURCES)) },
      {
        name: 'phase',
        label: 'Phase',
        items: items(
          filter.phase,
          phases.map(phase => [phase, phase]),
        ),
      },
    ],
    hidden: filter.returnId === undefined ? [] : [{ name: 'return', value: String(filter.returnId) }],
    applied: appliedOf(roundId, filter, { themes, asked }),
    clearHref: commentsHref(roundId, {}),
    button: 'Show comments',
  }
}

function appliedOf(
  roundId: Id<'round'>,
  filter: CommentFilter,
  { themes, asked }: Pick<Choices, 'themes' | 'asked'>,
): { text: string; removeHref: string }[] {
  const without = (name: keyof CommentFilter, text: string) =>
    filter[name] === NO_COMMENT_FILTER[name]
      ? []
      : [{ text, removeHref: commentsHref(roundId, { ...filter, [name]: NO_COMMENT_FILTER[name] }) }]
  return [
    ...without('shown', SHOWN[filter.shown].text),
    ...without('themeId', themes.find(({ id }) => id === filter.themeId)?.name ?? 'a theme that was removed'),
    ...without('returnId', 'one return'),
    ...without('section', asked.sections.get(filter.section) ?? filter.section),
    ...without('question', shortened(nameOf(filter.question, asked.questions))),
    ...without('source', filter.source === '' ? '' : SOURCES[filter.source]),
    ...without('phase', filter.phase),
    ...without('words', `“${filter.words}”`),
  ]
}

/** What is shown of a long comment in a list; its own page has all of it. */
const SHOWN_OF_COMMENT = 700

/** Comments with boxes to tick. @param ticked those that were ticked when the form was sent with a fault */
export const tableOf = (
  roundId: Id<'round'>,
  comments: readonly ListedComment[],
  { asked, ticked = [], caption }: { asked: Asked; ticked?: readonly SeenComment[]; caption: string },
): DataTable => ({
  id: 'comments',
  caption,
  captionHidden: true,
  columns: [{ text: 'Tick', hidden: true }, { text: 'Establishment' }, { text: 'Comment' }, { text: 'Themes' }],
  rows: comments.map(comment => [
    {
      checkbox: {
        name: 'comments',
        value: seenValue(comment),
        label: `The comment of ${comment.establishment} on ${nameOf(comment.question, asked.questions)}`,
        checked: ticked.some(({ id }) => id === comment.id),
      },
    },
    {
      text: comment.establishment,
      href: commentHref(roundId, comment.id),
      hiddenText: `on ${nameOf(comment.question, asked.questions)}`,
      hint: shortened(nameOf(comment.question, asked.questions), 90),
    },
    {
      text: shortened(comment.body, SHOWN_OF_COMMENT),
      typed: true,
      ...(comment.was === null ? {} : { hint: `It said before: ${shortened(comment.was, 200)}` }),
    },
    { text: themesLine(comment), typed: true },
  ]),
})

export function themesLine({ codes, standing }: Pick<ListedComment, 'codes' | 'standing'>): string {
  if (codes.length === 0) return 'None'
  return codes.map(({ name, holds }) => (standing && !holds ? `${name} (changed since)` : name)).join('; ')
}

export const sayFound = (shown: Shown, total: number): string => `${SHOWN[shown].heading}: ${sayCount(total, 'comment')}`
