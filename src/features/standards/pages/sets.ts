import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayDay, sayShortDay } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { exercisesOf } from '../exerciseStore.ts'
import { readReport, readReports, type Report } from '../reportReading.ts'
import { ROLL_UPS } from '../rollUp.ts'
import { metSentence, resultSentence } from '../sentences.ts'
import { nameOf } from '../standard.ts'
import { openOf } from '../setActions.ts'
import { setsOf, standardCounts, standardsOf } from '../store.ts'
import { saySharing } from './ruleFields.ts'
import { exerciseHref, setHref, setTrail, visibleSet } from './visible.ts'

/** Every set of standards, with the result of its newest exercise. */
export const setsPage: Page<StaffActor> = async ({ db, actor }, _req, res) => {
  const sets = await setsOf(db, actor.partnershipId)
  const exercises = await exercisesOf(db, actor.partnershipId)
  const counts = new Map((await standardCounts(db, actor.partnershipId)).map(({ setId, standards }) => [setId, standards]))
  const cards = []
  for (const set of sets.filter(({ removedAt }) => removedAt === null)) {
    const newest = exercises.find(({ setId }) => setId === set.id)
    const report = newest && (await readReport(db, newest))
    cards.push({
      title: set.title,
      href: setHref(set.id),
      standards: sayCount(counts.get(set.id) ?? 0, 'standard'),
      exercise: report ? { ...headOf(report), title: report.exercise.title, href: exerciseHref(report.exercise.id) } : null,
    })
  }
  const removed = sets.flatMap(({ id, title, removedAt }) =>
    removedAt === null ? [] : [{ title, href: setHref(id), when: `removed ${sayShortDay(removedAt)}` }],
  )
  const manages = roleHolds(actor.role, 'standards.manage')
  renderPage(res, 'standards/sets', { title: 'Standards', layout: 'staff', cards, newHref: manages ? '/standards/new' : '', removed })
}

/** One set: what it asks, on which scale, and every exercise with its result. */
export const setPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const set = await visibleSet(db, actor, req)
  const standards = await standardsOf(db, actor.partnershipId, set.id)
  const reports = await readReports(db, actor.partnershipId, set.id)
  const mayManage = roleHolds(actor.role, 'standards.manage')
  const manages = mayManage && set.removedAt === null
  const here = setHref(set.id)
  renderPage(res, 'standards/set', {
    title: set.title,
    layout: 'staff',
    breadcrumbs: setTrail(set),
    introduction: set.introduction,
    removed:
      set.removedAt === null
        ? null
        : {
            line: `${set.removedBy} removed this set on ${sayDay(set.removedAt)}. Nobody is asked to rate it any more; what was rated stays.`,
            restoreAction: mayManage ? `${here}/restore` : '',
          },
    scale: set.scale.map(({ word, colour, meets }) => ({
      tag: { text: word, colour },
      means: meets ? 'counts as met' : 'does not count as met',
    })),
    rule: `${ROLL_UPS[set.rollUp].label}.`,
    shared: `${saySharing(set.shared)}.`,
    exercises: reports.map(report => ({ ...headOf(report), title: report.exercise.title, href: exerciseHref(report.exercise.id) })),
    standards: standards.map(({ id, code, title, text }, at) => ({
      id,
      name: nameOf({ code, title }),
      text,
      changeHref: manages ? `${here}/standards/${id}` : '',
      move: manages ? { action: `${here}/standards/${id}/move`, up: at > 0, down: at < standards.length - 1 } : null,
    })),
    count: sayCount(standards.length, 'standard'),
    manage: manages
      ? {
          editHref: `${here}/edit`,
          // While it is being rated it stays.
          removeHref: openOf(reports.map(({ exercise }) => exercise)).length > 0 ? '' : `${here}/remove`,
          addHref: `${here}/add`,
          startHref: standards.length === 0 ? '' : `${here}/exercises/new`,
        }
      : null,
  })
}

/** What is said of an exercise in a list of them. */
const headOf = ({ exercise, matrix, agencies }: Report) => ({
  when:
    exercise.status === 'closed' && exercise.closedAt !== null
      ? `closed ${sayShortDay(exercise.closedAt)}`
      : `open, due ${sayShortDay(exercise.dueAt)}`,
  result: resultSentence(exercise, matrix, agencies.length),
  met: metSentence(exercise, matrix),
})
