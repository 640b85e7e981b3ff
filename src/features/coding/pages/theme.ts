import type { DataTable } from '../../../platform/http/components.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount, sayList, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { randomUUID } from 'node:crypto'
import { countParts, countThemes, type ThemeParts } from '../countStore.ts'
import { keptOfComments } from '../keptActions.ts'
import { codingHref, commentsHref, returnsHref, themeHref, themesHref } from '../paths.ts'
import { LEAST_CODED } from '../resemblance.ts'
import { looked, mergedInto } from '../schemas.ts'
import { likeTheme } from '../suggestActions.ts'
import type { CommentTheme } from '../theme.ts'
import { mergeTheme, removeTheme } from '../themeActions.ts'
import { allInTheme } from '../themeStore.ts'
import { tableOf } from './listView.ts'
import { askedIn, codingTrail, visibleTheme, type Asked } from './visible.ts'

/** GET: one theme: who wrote of it, where, and comments that are like those in it. */
export const themePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, of, stand, theme } = await visibleTheme(db, actor, req)
  const counts = await keptOfComments(db, of, stand, { what: 'counts of themes', asked: {}, work: () => countThemes(db, of) })
  const parts = await keptOfComments(db, of, stand, {
    what: 'parts of a theme',
    asked: { themeId: theme.id },
    work: () => countParts(db, of, theme.id),
  })
  const asked = await askedIn(db, of)
  const like = await likeTheme(db, of, stand, theme.id)
  const counted = counts.find(({ themeId }) => themeId === theme.id) ?? { returns: 0, comments: 0 }
  const here = themeHref(round.id, theme.id)
  renderPage(res, 'coding/theme', {
    title: theme.name,
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Themes and counts', href: themesHref(round.id) }, { text: theme.name }),
    roundName: round.name,
    meaning: theme.meaning,
    stats: [
      { number: sayNumber(counted.returns), label: 'Returns', href: returnsHref(round.id, { themeId: theme.id }) },
      { number: sayNumber(counted.comments), label: 'Comments', href: commentsHref(round.id, { themeId: theme.id }) },
    ],
    editHref: `${here}/edit`,
    mergeHref: `${here}/merge`,
    removeHref: `${here}/remove`,
    tables: counted.returns === 0 ? [] : [phaseTable(round, theme, parts, counted.returns), sectionTable(round, theme, parts, asked)],
    like: {
      lead: like.enough
        ? like.comments.length > 0
          ? `These hold words that comments of this theme hold more often than others do, by the difference of the log-odds: ${sayList(like.words)}. It is a count of words and no more: read each one, and tick what belongs.`
          : 'No other comment is like those in this theme.'
        : `Once ${LEAST_CODED} comments are in this theme, comments that use the same words are listed here.`,
      table:
        like.comments.length === 0 ? undefined : tableOf(round.id, like.comments, { asked, caption: 'Comments that use the same words' }),
      action: `${codingHref(round.id)}/codes`,
      key: randomUUID(),
      themeId: String(theme.id),
      button: `Add to “${theme.name}”`,
    },
  })
}

type Parts = ThemeParts['phases']

const partTable = (
  { id, caption, first, parts, total }: { id: string; caption: string; first: string; parts: Parts; total?: number },
  { nameOf, returns, comments }: { nameOf: (key: string) => string; returns: (key: string) => string; comments: (key: string) => string },
): DataTable => ({
  id,
  caption,
  columns: [{ text: first }, { text: 'Returns', numeric: true }, { text: 'Comments', numeric: true }],
  rows: parts.map(part => [
    { text: nameOf(part.key) },
    {
      text: sayNumber(part.returns),
      href: returns(part.key),
      hiddenText: `${part.returns === 1 ? 'return' : 'returns'}, ${nameOf(part.key)}`,
      numeric: true,
    },
    {
      text: sayNumber(part.comments),
      href: comments(part.key),
      hiddenText: `${part.comments === 1 ? 'comment' : 'comments'}, ${nameOf(part.key)}`,
      numeric: true,
    },
  ]),
  ...(total === undefined
    ? {}
    : {
        footer: [
          { text: 'All' },
          { text: sayNumber(total), numeric: true },
          { text: sayNumber(parts.reduce((sum, part) => sum + part.comments, 0)), numeric: true },
        ],
      }),
  compact: true,
})

const phaseTable = (round: Round, { id: themeId }: CommentTheme, { phases }: ThemeParts, total: number): DataTable =>
  partTable(
    { id: 'phases', caption: 'By phase of education', first: 'Phase', parts: phases, total },
    {
      nameOf: key => key,
      returns: phase => returnsHref(round.id, { themeId, phase }),
      comments: phase => commentsHref(round.id, { themeId, phase }),
    },
  )

const sectionTable = (round: Round, { id: themeId }: CommentTheme, { sections }: ThemeParts, { sections: titles }: Asked): DataTable =>
  partTable(
    { id: 'sections', caption: 'By section: a return can count in several', first: 'Section', parts: sections },
    {
      nameOf: key => titles.get(key) ?? key,
      returns: section => returnsHref(round.id, { themeId, section }),
      comments: section => commentsHref(round.id, { themeId, section }),
    },
  )

/** GET: which theme takes what is in this one. */
export const mergeThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme, themes } = await visibleTheme(db, actor, req)
  const comments = await allInTheme(db, actor.partnershipId, theme.id)
  const others = themes.filter(({ id }) => id !== theme.id)
  const here = themeHref(round.id, theme.id)
  renderPage(res, 'coding/merge', {
    title: `Merge “${theme.name}” into another theme`,
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: theme.name, href: here }, { text: 'Merge' }),
    roundName: round.name,
    none: others.length === 0,
    lines: [
      `${sayCount(comments, 'comment')} and the quotations of “${theme.name}” go into the theme that you choose. A comment that is in both is counted once.`,
      `“${theme.name}” is removed then. That cannot be undone.`,
    ],
    action: `${here}/merge`,
    version: String(theme.version),
    shown: String(comments),
    into: {
      id: 'into',
      name: 'into',
      label: { text: 'The theme that takes them', classes: 'govuk-label--s' },
      items: others.map(({ id, name }) => ({ value: String(id), text: name })),
    },
    button: `Merge ${sayCount(comments, 'comment')}`,
    cancelHref: here,
  })
}

/** POST: merges the two. */
export const doMergeThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const merge = { ...looked.parse(req.body ?? {}), into: mergedInto.parse(req.body ?? {}).into }
  const { into, comments } = await mergeTheme(db, actor, { roundId: round.id, themeId: theme.id, ...merge })
  req.session.notice = {
    text: `${sayCount(comments, 'comment')} of “${theme.name}” ${comments === 1 ? 'is' : 'are'} in “${into.name}” now.`,
  }
  res.redirect(303, themeHref(round.id, into.id))
}

/** GET: asks before a theme is removed. */
export const removeThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const comments = await allInTheme(db, actor.partnershipId, theme.id)
  const here = themeHref(round.id, theme.id)
  renderPage(res, 'coding/confirm', {
    title: 'Remove a theme',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: theme.name, href: here }, { text: 'Remove' }),
    roundName: round.name,
    confirm: {
      heading: `Is “${theme.name}” the theme to remove?`,
      paragraphs: [
        comments === 0
          ? 'No comment is in it.'
          : `${sayCount(comments, 'comment is', 'comments are')} in it. They stay, in their other themes or without one. That cannot be undone.`,
      ],
      action: `${here}/remove`,
      hidden: [
        { name: 'version', value: String(theme.version) },
        { name: 'shown', value: String(comments) },
      ],
      button: { text: comments === 0 ? 'Remove the theme' : `Remove the theme of ${sayCount(comments, 'comment')}`, warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. */
export const doRemoveThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const { name } = await removeTheme(db, actor, { roundId: round.id, themeId: theme.id, ...looked.parse(req.body ?? {}) })
  req.session.notice = { text: `“${name}” is removed.` }
  res.redirect(303, themesHref(round.id))
}
