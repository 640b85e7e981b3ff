import type { Id } from '../../platform/id.ts'

/** Which comments of a round are shown. */
export const SHOWN = {
  all: { text: 'All comments', heading: 'All comments' },
  none: { text: 'Without a theme', heading: 'Comments without a theme' },
  coded: { text: 'With a theme', heading: 'Comments with a theme' },
  changed: { text: 'Changed since', heading: 'Comments that changed after they were coded' },
  gone: { text: 'Not counted any more', heading: 'Coded comments that are not counted any more' },
} as const
export type Shown = keyof typeof SHOWN

export const SOURCES = { answer: 'Answers in words', comment: 'Comments next to an answer' } as const
export type Source = keyof typeof SOURCES

export type CommentFilter = {
  shown: Shown
  themeId: Id<'commentTheme'> | undefined
  returnId: Id<'return'> | undefined
  section: string
  question: string
  source: Source | ''
  phase: string
  words: string
}

export const NO_COMMENT_FILTER: CommentFilter = {
  shown: 'all',
  themeId: undefined,
  returnId: undefined,
  section: '',
  question: '',
  source: '',
  phase: '',
  words: '',
}

/** The query of an address that shows these comments; blank for all. */
export function filterQuery(filter: Partial<CommentFilter>, page = 1): string {
  const { shown, themeId, returnId, section, question, source, phase, words } = { ...NO_COMMENT_FILTER, ...filter }
  const query = new URLSearchParams()
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  put('show', shown === 'all' ? '' : shown)
  put('theme', themeId)
  put('return', returnId)
  put('section', section)
  put('question', question)
  put('source', source)
  put('phase', phase)
  put('q', words)
  put('page', page > 1 ? page : '')
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether anything but the order is asked. */
export const isNarrowed = (filter: CommentFilter): boolean => filterQuery(filter) !== ''
