import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { findRun, type JobRun } from '../../../platform/jobs/runs.ts'
import { sayNumber } from '../../../platform/say.ts'
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
    state: run.isStalled ? STALLED : STATES[run.status],
    message: run.message,
    error: run.status === 'failed' ? (run.error ?? 'The reason was not recorded.') : '',
    progress: isOver && run.total === null ? null : progressOf(run),
    waitLine: isOver
      ? ''
      : run.isStalled
        ? STALLED_LINE
        : 'This page shows the progress every few seconds. You can leave it: the work goes on.',
    next: isOver && run.nextHref !== '' ? { text: run.nextText, href: run.nextHref } : null,
  }
}

const STALLED = { text: 'Waiting to go on', colour: 'orange' } as const
const STALLED_LINE =
  'The work stopped before its end, because the program was ended or something failed. It goes on by itself, usually within a minute. Nothing is done twice: you need not start it again.'

const STATES: Record<JobRun['status'], { text: string; colour: 'grey' | 'blue' | 'green' | 'red' }> = {
  queued: { text: 'Waiting to start', colour: 'grey' },
  running: { text: 'In progress', colour: 'blue' },
  done: { text: 'Done', colour: 'green' },
  failed: { text: 'Stopped', colour: 'red' },
}

function progressOf(run: JobRun) {
  if (run.total === null)
    return { label: 'Progress', value: 0, max: 1, text: run.done === 0 ? 'Starting' : `${sayNumber(run.done)} so far` }
  return {
    label: 'Progress',
    value: run.done,
    max: Math.max(run.total, 1),
    text: `${sayNumber(run.done)} of ${sayNumber(run.total)}`,
  }
}
