import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay } from '../../../platform/london.ts'
import { sayCount, sayNumber } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { refuse } from '../refusals.ts'
import { readReports, type Report } from '../reportReading.ts'
import { openOf, removeSet, restoreSet } from '../setActions.ts'
import { standardsOf } from '../store.ts'
import { setHref, setToChange, setTrail, visibleSet } from './visible.ts'

/** GET: asks before a set is removed, and says what hangs on it. */
export const removeSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await setToChange(db, actor, req)
  const standards = await standardsOf(db, actor.partnershipId, set.id)
  const reports = await readReports(db, actor.partnershipId, set.id)
  const open = openOf(reports.map(({ exercise }) => exercise))
  if (open.length > 0) throw refuse.stillOpen(open)
  const here = setHref(set.id)
  renderPage(res, 'standards/confirm', {
    title: 'Remove a set of standards',
    layout: 'staff',
    breadcrumbs: setTrail(set, { text: 'Remove the set' }),
    caption: set.title,
    confirm: {
      heading: `Remove “${set.title}”?`,
      paragraphs: [
        `${sayCount(standards.length, 'standard')} and the scale go with it. Nobody can be asked to rate them any more.`,
        ...(reports.length === 0
          ? ['No agency has been asked to rate it.']
          : [`${sayCount(reports.length, 'exercise')} of it can still be read, by staff and by agencies whose link still works:`]),
        ...reports.map(lineOf),
        'The set stands at the end of the list of sets. It can be restored from there.',
      ],
      action: `${here}/remove`,
      button: { text: 'Remove the set', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** "“Spring 2026”, closed on 3 March 2026, with 120 of 144 ratings." */
const lineOf = ({ exercise, matrix }: Report): string =>
  `“${exercise.title}”${exercise.closedAt ? `, closed on ${sayDay(exercise.closedAt)}` : ''}, with ${sayNumber(matrix.asked.total - matrix.asked.missing)} of ${sayCount(matrix.asked.total, 'rating')}.`

/** POST: removes it. */
export const doRemoveSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await visibleSet(db, actor, req)
  await removeSet(db, actor, set.id)
  req.session.notice = { text: `“${set.title}” is removed.` }
  res.redirect(303, '/standards')
}

/** POST: restores it. */
export const restoreSetPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await visibleSet(db, actor, req)
  await restoreSet(db, actor, set.id)
  req.session.notice = { text: `“${set.title}” is used again.` }
  res.redirect(303, setHref(set.id))
}
