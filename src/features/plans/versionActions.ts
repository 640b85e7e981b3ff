import { brokenConstraint, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { recordEvent, type PartnershipActor } from '../history/index.ts'
import { documentOf } from './document.ts'
import { inPlan } from './planActions.ts'
import { planRows } from './readingActions.ts'
import { refuse } from './refusals.ts'
import { updatePlan } from './store.ts'
import { insertVersion } from './versionStore.ts'

/**
 * Approves a plan as it stands: its version never changes from then on, and the next begins with what it says.
 *
 * @throws Refusal conflict when a version of this number is there already
 */
export async function approvePlan(
  db: Db,
  actor: PartnershipActor,
  { planId, label, dated, note }: { planId: Id<'plan'>; label: string; dated: string; note: string },
): Promise<{ versionId: Id<'planVersion'> }> {
  const { partnershipId } = actor
  try {
    return await inPlan(db, partnershipId, planId, async (trx, plan) => {
      const content = { ...documentOf(await planRows(trx, partnershipId, planId)), label, dated }
      const versionId = await insertVersion(trx, partnershipId, { planId, label, dated, note, content, by: actor.name })
      await updatePlan(trx, partnershipId, planId, { ...plan, label: '', dated: '', by: actor.name })
      await recordEvent(trx, actor, { verb: 'plan.approved', details: { planId, versionId, plan: plan.title, label } })
      return { versionId }
    })
  } catch (error) {
    throw brokenConstraint(error) === 'plan_versions_plan_id_label_key' ? refuse.labelTaken(planId, label) : error
  }
}
