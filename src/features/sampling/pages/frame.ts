import { attachAs } from '../../../platform/http/attachment.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { frameFile } from '../sinks/frameFile.ts'
import { frameOfSample } from '../store.ts'
import { visibleSample } from './visible.ts'

/** GET: whom the sample was drawn from, as a file with which anybody draws it again. */
export const framePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { sample } = await visibleSample(db, actor, req)
  const frame = await frameOfSample(db, actor.partnershipId, sample.id)
  attachAs(res, `${sample.name} - frame.csv`).type('text/csv').send(frameFile(frame, sample))
}
