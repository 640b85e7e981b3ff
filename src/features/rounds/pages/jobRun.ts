import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { findRun, type JobRun } from '../../../platform/jobs/runs.ts'
import type { StaffActor } from '../../history/index.ts'

/** How far a piece of long work is. The page reloads itself until it is over; nobody has to wait on it. */
export const jobRunPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const run = await findRun(db, actor.partnershipId, idParam(req, 'runId'))
  if (!run) throw notFound()
  renderPage(res, 'rounds/jobRun', jobRunView(run))
}

/** @param run the work, as its row tells it */
export function jobRunView(run: JobRun): ViewModel {
  const isOver = run.status === 'done' || run.status === 'failed'
  return {
    title: run.title,
    layout: 'staff',
    ...(isOver ? {} : { refreshSeconds: 2 }),
    state: STATES[run.status],
    message: run.message,
    error: run.status === 'failed' ? (run.error ?? 'The reason was not recorded.') : '',
    progress: isOver && run.total === null ? null : progressOf(run),
    waitLine: isOver ? '' : 'This page shows the progress every few seconds. You can leave it: the work goes on.',
    next: isOver && run.nextHref !== '' ? { text: run.nextText, href: run.nextHref } : null,
  }
}

const STATES: Record<JobRun['status'], { text: string; colour: 'grey' | 'blue' | 'green' | 'red' }> = {
  queued: { text: 'Waiting to start', colour: 'grey' },
  running: { text: 'In progress', colour: 'blue' },
  done: { text: 'Done', colour: 'green' },
  failed: { text: 'Stopped', colour: 'red' },
}

const number = new Intl.NumberFormat('en-GB')

function progressOf(run: JobRun) {
  if (run.total === null)
    return { label: 'Progress', value: 0, max: 1, text: run.done === 0 ? 'Starting' : `${number.format(run.done)} so far` }
  return {
    label: 'Progress',
    value: run.done,
    max: Math.max(run.total, 1),
    text: `${number.format(run.done)} of ${number.format(run.total)}`,
  }
}
