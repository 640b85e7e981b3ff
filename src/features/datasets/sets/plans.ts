import { columnsFor } from '../../../platform/tabular/column.ts'
import type { DataSetOf } from '../../../platform/tabular/dataSet.ts'
import { readTimescale, type Action } from '../../actions/index.ts'
import { lastDayOf, PART_WORDS, PLAN_KIND_WORDS, type Part, type Plan, type PlanVersion } from '../../plans/index.ts'
import { capitalised } from '../../../platform/say.ts'
import { actionColumns, unlessBlank } from './actionColumns.ts'

/** What every data set of plans begins with. */
export const WHOLE_PARTNERSHIP = 'All plans of the partnership as they stand now, of whatever year.'

/** A plan with the versions that were approved, the newest first, and how many actions stand in it, each counted once. */
export type SourcePlan = { plan: Plan; versions: readonly PlanVersion[]; own: number; linked: number }
const head = columnsFor<SourcePlan>()
const newest = ({ versions: [version] }: SourcePlan) => version

export const plansSet: DataSetOf<SourcePlan> = {
  name: 'plans',
  title: 'Plans',
  description: `What stands at the head of each plan: one row for each. ${WHOLE_PARTNERSHIP}`,
  leading: 2,
  columns: [
    head.id('plan_id', 'The plan', ({ plan }) => plan.id, 'Plan'),
    head.text('plan', 'What it is called', ({ plan }) => plan.title, { width: 40 }),
    head.text('also_called', 'Another name of the same plan', ({ plan }) => unlessBlank(plan.alsoCalled), { width: 30 }),
    head.code('kind', 'What its tree is made of', PLAN_KIND_WORDS, ({ plan }) => plan.kind),
    head.text('period', 'The time that it is for, as it was written', ({ plan }) => unlessBlank(plan.period)),
    head.day('period_from', 'First day of that time, as far as it could be read', ({ plan }) => readTimescale(plan.period).from),
    head.day('period_to', 'Last day of that time, as far as it could be read', ({ plan }) => lastDayOf(plan)),
    head.text('authorities', 'Whose plan it is, as it was written', ({ plan }) => unlessBlank(plan.authorities), { width: 30 }),
    head.words('owner', 'Who keeps it, as it was written', ({ plan }) => unlessBlank(plan.owner), { width: 30 }),
    head.text('aligned_with', 'What it is aligned with, as it was written', ({ plan }) => unlessBlank(plan.alignedWith), { width: 30 }),
    head.id('linked_plan_id', 'The plan whose actions bear on its aims', ({ plan }) => plan.linkedPlanId, 'Plan'),
    head.text('draft', 'Number of the draft as it was written; blank where it has none', ({ plan }) => unlessBlank(plan.label)),
    head.text('dated', 'Its date, as it was written', ({ plan }) => unlessBlank(plan.dated)),
    head.day('dated_on', 'The same as a day, as far as it could be read', ({ plan }) => readTimescale(plan.dated).to),
    head.integer('approved_versions', 'How many versions were approved', ({ versions }) => versions.length),
    head.text('approved', 'Number of the newest of them', source => newest(source)?.label ?? null),
    head.instant('approved_at', 'When it was approved', source => newest(source)?.approvedAt ?? null),
    head.name('approved_by', 'Who approved it', source => newest(source)?.approvedBy ?? null),
    head.integer('own_actions', 'Actions of its own, each once', ({ own }) => own),
    head.integer('linked_actions', 'Further actions of the linked plan that stand in it, each once', ({ linked }) => linked),
    head.name('changed_by', 'Who changed its head last', ({ plan }) => plan.changedBy),
  ],
}

/** A part of a plan, where it stands in its tree ("2.1"), and the priority or aim that it belongs to: itself where it is one. */
export type SourcePart = { plan: Plan; part: Part; place: string; top: Part }
const part = columnsFor<SourcePart>()
const PART_KIND_WORDS = {
  priority: capitalised(PART_WORDS.priority.one),
  objective: capitalised(PART_WORDS.objective.one),
  aim: capitalised(PART_WORDS.aim.one),
}

export const planPartsSet: DataSetOf<SourcePart> = {
  name: 'plan_parts',
  title: 'Plan parts',
  description: `The priorities, objectives and aims of plans, from above to below: one row for each. ${WHOLE_PARTNERSHIP}`,
  leading: 3,
  columns: [
    part.id('plan_id', 'The plan', ({ plan }) => plan.id, 'Plan'),
    part.text('plan', 'What it is called', ({ plan }) => plan.title, { width: 30 }),
    part.text('part_place', 'Where it stands in the plan: 2.1 is the first under the second', ({ place }) => place, { width: 10 }),
    part.id('part_id', 'The part', source => source.part.id, 'Part'),
    part.id('above_part_id', 'The part under which it stands; blank at the top', source => source.part.parentPlanPartId, 'Part'),
    part.code('kind', 'What it is', PART_KIND_WORDS, source => source.part.kind),
    part.text('code', 'Its code', source => unlessBlank(source.part.code)),
    part.text('title', 'Its title', source => unlessBlank(source.part.title), { width: 50 }),
    part.words('statement', 'Its statement', source => unlessBlank(source.part.statement), { width: 60, wrap: true }),
    part.words('outcomes', 'Outcomes wanted, one to a line', source => unlessBlank(source.part.outcomes), { width: 60, wrap: true }),
    part.words('lead', 'Partnership lead, as it was written', source => unlessBlank(source.part.lead), { width: 30 }),
    part.words('officer', 'Board officer, as it was written', source => unlessBlank(source.part.officer), { width: 30 }),
    part.words('delivery', 'Key delivery mechanism, as it was written', source => unlessBlank(source.part.delivery), { width: 30 }),
    part.name('changed_by', 'Who changed it last', source => source.part.changedBy),
  ],
}

/** Where an action stands in a plan. */
export type SourcePlace = SourcePart & { action: Action; at: number; linked: boolean; isCounted: boolean }
const placed = columnsFor<SourcePlace>()

export const planActionsSet: DataSetOf<SourcePlace> = {
  name: 'plan_actions',
  title: 'Plan actions',
  description: `Where actions stand in plans: one row for each plan, part and action. An action with several places has a row for each, and one in Partnership actions. ${WHOLE_PARTNERSHIP}`,
  leading: 3,
  columns: [
    placed.id('plan_id', 'The plan', ({ plan }) => plan.id, 'Plan'),
    placed.text('plan', 'What it is called', ({ plan }) => plan.title, { width: 30 }),
    placed.text('part_place', 'Where the part stands in the plan: 2.1 is the first under the second', ({ place }) => place, { width: 10 }),
    placed.id('part_id', 'The priority, objective or aim under which the action stands; see Plan parts', source => source.part.id, 'Part'),
    placed.text('top_code', 'Code of its priority or aim', ({ top }) => unlessBlank(top.code)),
    placed.text('top_title', 'Title of its priority or aim', ({ top }) => unlessBlank(top.title), { width: 30 }),
    placed.text('part_title', 'Title of the part under which it stands', source => unlessBlank(source.part.title), { width: 40 }),
    placed.integer('place', 'Place among the actions of the part', ({ at }) => at),
    placed.flag('linked', 'True where it stands there as an action of the linked plan', ({ linked }) => linked),
    placed.flag(
      'counts_once',
      'True in one row of each action of a plan: count these to count the actions of a plan',
      source => source.isCounted,
    ),
    placed.flag('after_plan', 'True when it is after the last day of the plan; blank where either could not be read', ({ plan, action }) =>
      isAfter(lastDayOf(plan), action),
    ),
    ...actionColumns<SourcePlace>(({ action }) => action),
  ],
}

function isAfter(lastDay: string | null, { dueFrom, dueTo }: Action): boolean | null {
  const day = dueFrom ?? dueTo
  return lastDay === null || day === null ? null : day > lastDay
}
