import type { PlanText } from '../plan.ts'

/** What stands at the head of a plan, as its workbook and its comparison call it. */
export const PLAN_HEAD: readonly { field: keyof PlanText; label: string }[] = [
  { field: 'title', label: 'Title' },
  { field: 'alsoCalled', label: 'Also called' },
  { field: 'period', label: 'Period' },
  { field: 'authorities', label: 'Authorities' },
  { field: 'owner', label: 'Owner' },
  { field: 'alignedWith', label: 'Aligned with' },
  { field: 'label', label: 'Number' },
  { field: 'dated', label: 'Date' },
]
