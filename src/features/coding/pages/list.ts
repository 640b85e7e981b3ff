import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
import { paginate } from '../../../platform/http/paginate.ts'
import { queryPage } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { lastBatch, type Batch } from '../codeStore.ts'
import { countByQuestion, phasesOf } from '../countStore.ts'
import { isNarrowed, SHOWN, type CommentFilter } from '../filter.ts'
import { codingCounts, countShown, keptOfComments } from '../keptActions.ts'
import { listComments } from '../listStore.ts'
import { codingHref, commentsHref, themeHref } from '../paths.ts'
import type { CodeForm } from '../schemas.ts'
import type { CommentTheme } from '../theme.ts'
import { themesOf } from '../themeStore.ts'
import { filterForm, sayFound, statsOf, tableOf } from './listView.ts'
import { askedIn, codingTabs, codingTrail, filterOf, TITLE, visibleComments } from './visible.ts'

const PAGE_SIZE = 25

/** GET: the comments of a round, to be read and put into themes. */
export const commentsPage: Page<StaffActor> = async (context, req, res) => {
  await showComments(context, req, res, {})
}

/** The list again with what was sent and what to mend. */
export async function showComments(
  { db, actor }: PageContext<StaffActor>,
  req: Request,
  res: Response,
  { form, errors = [] }: { form?: CodeForm; errors?: readonly FormError[] },
): Promise<void> {
  const { round, of, stand } = await visibleComments(db, actor, req)
  const filter = filterOf(req)
  const counts = await codingCounts(db, of, stand)
  const total = await countShown(db, { ...of, stand, filter, counts })
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(total / PAGE_SIZE)))
  const comments = await listComments(db, of, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  const [themes, asked] = [await themesOf(db, of), await askedIn(db, of)]
  const byText = { asked: {}, movesWith: 'texts' } as const
  const byQuestion = await keptOfComments(db, of, stand, { what: 'by question', ...byText, work: () => countByQuestion(db, of) })
  const phases = await keptOfComments(db, of, stand, { what: 'phases', ...byText, work: () => phasesOf(db, of) })
  const last = await lastBatch(db, of, actor.accountId)
  if (errors.length > 0) res.status(422)
  renderPage(res, 'coding/list', {
    title: TITLE,
    layout: 'staff',
    breadcrumbs: codingTrail(round),
    roundName: round.name,
    tabs: codingTabs(round, actor, 'comments'),
    errors: summaryOf(errors),
    isEmpty: counts.comments === 0 && counts.gone === 0,
    empty: emptyState(counts.completed, round.answersDeletedAt !== null),
    stats: statsOf(round.id, counts),
    filter: filterForm(round.id, filter, { themes, asked, byQuestion, phases }),
    heading: sayFound(filter.shown, total),
    undo: last && last.undoneAt === null ? undoView(codingHref(round.id), last, commentsHref(round.id, filter, page)) : undefined,
    table:
      comments.length === 0
        ? undefined
        : tableOf(round.id, comments, { asked, ticked: form?.seen ?? [], caption: SHOWN[filter.shown].heading }),
    none: { heading: 'None here', text: isNarrowed(filter) ? 'No comment is like what you asked for.' : '' },
    form: codingFields(filter, themes, {
      action: `${codingHref(round.id)}/codes${commentsHref(round.id, filter, page).slice(codingHref(round.id).length)}`,
      form,
      errors,
    }),
    pagination: paginate({ page, pageSize: PAGE_SIZE, total, noun: 'comment', href: number => commentsHref(round.id, filter, number) }),
    themeLine: themeLine(round.id, filter, themes),
  })
}

/** What was done last, with a button that undoes it. */
const undoView = (base: string, { id, did, number, theme, at }: Batch, back: string) => ({
  text: `You ${did === 'added' ? 'added' : 'took'} ${sayCount(number, 'comment')} ${did === 'added' ? 'to' : 'out of'} “${theme}” at ${sayShortInstant(at)}.`,
  action: `${base}/batches/${id}/undo${back.slice(base.length)}`,
})

function themeLine(roundId: CommentTheme['roundId'], { themeId }: CommentFilter, themes: readonly CommentTheme[]) {
  const theme = themes.find(({ id }) => id === themeId)
  return theme && { text: theme.name, meaning: theme.meaning, href: themeHref(roundId, theme.id) }
}

/** What can be done with the comments that are ticked. */
function codingFields(
  filter: CommentFilter,
  themes: readonly CommentTheme[],
  { action, form, errors }: { action: string; form: CodeForm | undefined; errors: readonly FormError[] },
) {
  const errorOf = errorsBy(errors)
  const from = themes.find(({ id }) => id === filter.themeId)
  return {
    action,
    key: randomUUID(),
    canAdd: filter.shown !== 'gone',
    theme:
      themes.length === 0
        ? undefined
        : {
            id: 'theme',
            name: 'theme',
            label: { text: 'Theme' },
            items: [
              { value: '', text: 'Choose a theme' },
              ...themes.map(({ id, name }) => ({ value: String(id), text: name, selected: form?.theme === String(id) })),
            ],
            errorMessage: errorOf('theme'),
          },
    newTheme: {
      id: 'newTheme',
      name: 'newTheme',
      limit: 80,
      label: { text: themes.length === 0 ? 'A new theme' : 'Or a new theme' },
      hint: { text: 'In a few words, like “Time for training”' },
      value: form?.newTheme ?? '',
      errorMessage: errorOf('newTheme'),
    },
    removeText: from && `Remove those ticked from “${from.name}”`,
    keep: filter.shown === 'changed',
    error: errorOf('comments')?.text,
  }
}

const emptyState = (completed: number, deleted: boolean) => ({
  heading: deleted ? 'The answers of this round were deleted' : completed === 0 ? 'No return is in yet' : 'Nobody wrote a comment',
  text: deleted
    ? 'At the end of their time, what schools wrote is deleted with all that was coded and quoted of it.'
    : 'What schools write in their own words, as answers and next to them, is listed here once their return is in.',
})
