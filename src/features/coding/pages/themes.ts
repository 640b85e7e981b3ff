import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { DataTable } from '../../../platform/http/components.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { commentsHref, returnsHref, themeHref, themesHref } from '../paths.ts'
import { themesWritten, type CountedTheme } from '../reportActions.ts'
import { keyed, themeForm, themeSchema } from '../schemas.ts'
import type { CommentTheme, ThemeText } from '../theme.ts'
import { addTheme, changeTheme, copyThemes } from '../themeActions.ts'
import { earlierThemes } from '../themeStore.ts'
import { versioned } from '../schemas.ts'
import { codingTabs, codingTrail, visibleComments, visibleTheme } from './visible.ts'

/** GET: the themes of a round, with how many returns wrote of each. */
export const themesPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, of } = await visibleComments(db, actor, req)
  const { themes, wrote, completed } = await themesWritten(db, of)
  const earlier = await earlierThemes(db, of)
  const [first] = earlier
  renderPage(res, 'coding/themes', {
    title: 'Themes and counts',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Themes and counts' }),
    roundName: round.name,
    tabs: codingTabs(round, actor, 'themes'),
    line: {
      wrote: sayCount(wrote, 'return'),
      wroteHref: returnsHref(round.id, {}),
      rest: `${wrote === 1 ? 'has' : 'have'} at least one comment, of ${sayCount(completed, 'completed return')}. A return counts once for a theme, however often it wrote of it, and can count for several themes.`,
    },
    table: themes.length === 0 ? undefined : tableOf(round, themes, wrote),
    empty: {
      heading: 'No theme yet',
      text: 'A theme is what several comments are about, like “Time for training”. Add one here, or while you read the comments.',
    },
    newHref: `${themesHref(round.id)}/new`,
    copy: first && {
      action: `${themesHref(round.id)}/copy`,
      text: `Add the ${earlier.length === 1 ? 'theme' : `${earlier.length} themes`} of “${first.roundName}”`,
    },
  })
}

/** POST: the themes of an earlier round, without its comments. */
export const copyThemesPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round } = await visibleComments(db, actor, req)
  const number = await copyThemes(db, actor, { roundId: round.id })
  req.session.notice =
    number === 0
      ? { text: 'The themes of the earlier round are all here already.', kind: 'information' }
      : { text: `${sayCount(number, 'theme')} added. No comment is in ${number === 1 ? 'it' : 'them'} yet.` }
  res.redirect(303, themesHref(round.id))
}

function tableOf(round: Round, themes: readonly CountedTheme[], wrote: number): DataTable {
  const share = (n: number) => (wrote === 0 ? '' : `${Math.round((100 * n) / wrote)}%`)
  return {
    id: 'themes',
    caption: `How many returns wrote of each theme, of ${sayNumber(wrote)} with a comment`,
    captionHidden: true,
    columns: [
      { text: 'Theme' },
      { text: 'Returns', numeric: true },
      { text: `Of ${sayNumber(wrote)} with a comment`, numeric: true },
      { text: 'Comments', numeric: true },
    ],
    rows: themes.map(({ themeId, name, meaning, returns, comments }) => [
      { text: name, href: themeHref(round.id, themeId), ...(meaning === '' ? {} : { hint: meaning }) },
      {
        text: sayNumber(returns),
        href: returnsHref(round.id, { themeId }),
        hiddenText: `${returns === 1 ? 'return' : 'returns'} wrote of ${name}`,
        numeric: true,
      },
      { text: share(returns), numeric: true },
      {
        text: sayNumber(comments),
        href: commentsHref(round.id, { themeId }),
        hiddenText: `${comments === 1 ? 'comment' : 'comments'} in ${name}`,
        numeric: true,
      },
    ]),
  }
}

/** GET: a new theme. */
export const newThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round } = await visibleComments(db, actor, req)
  show(res, { round, form: themeForm({}) })
}

/** POST: adds it. */
export const addThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round } = await visibleComments(db, actor, req)
  const form = themeForm(req.body)
  const parsed = parseForm(themeSchema, form)
  if (!parsed.ok) {
    show(res, { round, form, errors: parsed.errors })
    return
  }
  const { isNew } = await addTheme(db, actor, { ...parsed.values, roundId: round.id, requestKey: keyed.parse(req.body)._key })
  if (!isNew) {
    show(res, { round, form, errors: [{ field: 'name', message: `“${parsed.values.name}” is among the themes already` }] })
    return
  }
  req.session.notice = { text: `“${parsed.values.name}” is among the themes.` }
  res.redirect(303, themesHref(round.id))
}

/** GET: a theme to be renamed. */
export const editThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  show(res, { round, form: theme, theme, version: theme.version })
}

/** POST: renames it, unless somebody else has changed it meanwhile. */
export const changeThemePage: Page<StaffActor> = async (context: PageContext<StaffActor>, req, res) => {
  const { db, actor } = context
  const { round, theme } = await visibleTheme(db, actor, req)
  const [form, { version }] = [themeForm(req.body), versioned.parse(req.body ?? {})]
  const parsed = parseForm(themeSchema, form)
  if (!parsed.ok) {
    show(res, { round, form, theme, version, errors: parsed.errors })
    return
  }
  const { changedSince, nameIsTaken } = await changeTheme(db, actor, { roundId: round.id, themeId: theme.id, version, ...parsed.values })
  if (changedSince) {
    show(res.status(409), { round, form, theme, version: changedSince.version, changedSince })
    return
  }
  if (nameIsTaken) {
    const message = `Another theme is called “${parsed.values.name}”: merge the two instead`
    show(res, { round, form, theme, version, errors: [{ field: 'name', message }] })
    return
  }
  req.session.notice = { text: 'The theme is saved.' }
  res.redirect(303, themeHref(round.id, theme.id))
}

type State = {
  round: Round
  form: ThemeText
  errors?: readonly FormError[]
  /** The theme that is changed; none when it is new. */
  theme?: CommentTheme
  version?: number
  changedSince?: CommentTheme
}

function show(res: Response, { round, form, errors = [], theme, version, changedSince }: State): void {
  const title = theme ? 'Change a theme' : 'Add a theme'
  const errorOf = errorsBy(errors)
  if (errors.length > 0) res.status(422)
  renderPage(res, 'coding/themeForm', {
    title,
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Themes and counts', href: themesHref(round.id) }, { text: title }),
    roundName: round.name,
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this theme since you opened this page', href: '#name' }] : []),
    ],
    conflict: changedSince && {
      theirs: `${changedSince.changedBy} changed it to:`,
      lines: [changedSince.name, changedSince.meaning].filter(line => line !== ''),
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    action: theme ? themeHref(round.id, theme.id) : themesHref(round.id),
    hidden: theme ? { name: 'version', value: String(version ?? theme.version) } : { name: '_key', value: randomUUID() },
    cancelHref: theme ? themeHref(round.id, theme.id) : themesHref(round.id),
    name: {
      id: 'name',
      name: 'name',
      limit: 80,
      label: { text: 'The theme in a few words', classes: 'govuk-label--s' },
      hint: { text: 'For example “Time for training”' },
      value: form.name,
      errorMessage: errorOf('name'),
    },
    meaning: {
      id: 'meaning',
      name: 'meaning',
      limit: 1_000,
      label: { text: 'What belongs to it, and what does not? (optional)', classes: 'govuk-label--s' },
      hint: { text: 'So that whoever codes with you, or next year, does it in the same way.' },
      rows: 3,
      value: form.meaning,
      errorMessage: errorOf('meaning'),
    },
  })
}
