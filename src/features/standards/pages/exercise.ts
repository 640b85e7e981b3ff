import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { exercisesOf } from '../exerciseStore.ts'
import { readReport, type Report } from '../reportReading.ts'
import { exerciseView } from './exerciseView.ts'
import { visibleReport } from './visible.ts'

/** The result of an exercise: what is said of the standards, who said what, and what has changed since the one before. */
export const exercisePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const report = await visibleReport(db, actor, req)
  const { id, setId } = report.exercise
  const all = await exercisesOf(db, actor.partnershipId, setId)
  const earlier = all[all.findIndex(exercise => exercise.id === id) + 1]
  const before: Report | null = earlier ? await readReport(db, earlier) : null
  renderPage(res, 'standards/exercise', exerciseView(report, { before, manages: roleHolds(actor.role, 'standards.manage') }))
}
