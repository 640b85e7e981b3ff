import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { saidDidHref } from '../paths.ts'
import { directed } from '../schemas.ts'
import { moveTheme, removeTheme } from '../themeActions.ts'
import { saidDidTrail, visibleTheme } from './visible.ts'

/** POST: one place up or down. */
export const moveThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const { direction } = directed.parse(req.body ?? {})
  const moved = await moveTheme(db, actor, { roundId: round.id, themeId: theme.id, direction })
  if (!moved)
    req.session.notice = { text: `“${theme.title}” is the ${direction === 'up' ? 'first' : 'last'} theme already.`, kind: 'information' }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}

/** GET: asks before a theme is removed. */
export const removeThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  const here = saidDidHref(round.id)
  renderPage(res, 'saidDid/remove', {
    title: 'Remove a theme',
    layout: 'staff',
    breadcrumbs: saidDidTrail(round, { text: 'Remove a theme' }),
    roundName: round.name,
    confirm: {
      heading: `Is “${theme.title}” the theme to remove?`,
      paragraphs: [
        theme.statement,
        'Its findings stay as they are. What was published keeps saying it until you publish the next version.',
      ],
      action: `${here}/themes/${theme.id}/remove`,
      button: { text: 'Remove the theme', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. */
export const doRemoveThemePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme } = await visibleTheme(db, actor, req)
  await removeTheme(db, actor, { roundId: round.id, themeId: theme.id })
  req.session.notice = { text: `“${theme.title}” is removed.` }
  res.redirect(303, saidDidHref(round.id))
}
