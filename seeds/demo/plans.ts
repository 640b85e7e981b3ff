import { inTransaction, type Db } from '../../src/platform/db.ts'
import { addDrafts, approvePlan, createPlan, type DraftPart } from '../../src/features/plans/index.ts'
import { BUSINESS_PLAN } from './businessPlan.ts'
import { JOINT_PLAN, STRATEGY_ACTIONS } from './jointPlan.ts'
import type { Cast } from './people.ts'
import { blankPart, own } from './planWords.ts'

/** Three plans: one with priorities that was approved, a draft with aims, and the strategy whose actions bear on those aims. */
export function inventPlans(db: Db, { administrator }: Cast): Promise<void> {
  return inTransaction(db, async trx => {
    const plan = { alsoCalled: '', owner: 'Board Business Manager', alignedWith: '', linkedPlanId: null, dated: '' }
    const business = await createPlan(trx, administrator, {
      ...plan,
      title: 'Business plan of the Northmoor and Eastmoor Safeguarding Board',
      kind: 'priorities',
      period: '2018-19',
      authorities: 'Northmoor Council and Eastmoor Council',
      label: 'Version 1.0',
    })
    await addDrafts(trx, administrator, { ...business, parts: BUSINESS_PLAN })
    await approvePlan(trx, administrator, { ...business, label: 'Version 1.0', dated: '', note: 'Approved by the Board' })
    const strategy = await createPlan(trx, administrator, {
      ...plan,
      title: 'Neglect Strategy Delivery Plan',
      alsoCalled: 'Tackling Neglect Action Plan',
      kind: 'aims',
      period: '2023-2026',
      authorities: 'Northmoor Safeguarding Children Partnership',
      label: '',
    })
    const bears = STRATEGY_ACTIONS.flat().map(own)
    const aim = {
      ...blankPart,
      kind: 'aim' as const,
      title: 'Neglect is prevented, seen and answered',
      measures: [],
      parts: [],
      actions: bears,
    }
    const ids = (await addDrafts(trx, administrator, { ...strategy, parts: [aim] })).values()
    const joint = await createPlan(trx, administrator, {
      ...plan,
      title: 'Joint action plan on neglect',
      kind: 'aims',
      period: '2024-2026',
      authorities: 'Northmoor and Westvale Safeguarding Children Partnerships',
      alignedWith: 'The neglect strategy of both partnerships',
      linkedPlanId: strategy.planId,
      label: 'DRAFT 0.8',
      dated: '9 September 2024',
    })
    const parts = JOINT_PLAN.map((part, at): DraftPart => {
      const linked = (STRATEGY_ACTIONS[at] ?? []).flatMap(() => {
        const actionId = ids.next().value
        return actionId === undefined ? [] : [{ linked: true, actionId }]
      })
      return { ...part, actions: [...part.actions, ...linked] }
    })
    await addDrafts(trx, administrator, { ...joint, parts })
  })
}
