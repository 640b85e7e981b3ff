import type { Id } from '../../platform/id.ts'
import { capitalised } from '../../platform/say.ts'
import { readTimescale } from '../actions/index.ts'

/** What a plan's tree is made of: priorities with objectives, or aims with areas for action. */
export const PLAN_KINDS = ['priorities', 'aims'] as const
export type PlanKind = (typeof PLAN_KINDS)[number]

export const PLAN_KIND_WORDS: Record<PlanKind, string> = {
  priorities: 'Priorities with objectives, and actions under each objective',
  aims: 'Aims with areas for action, and the actions of a linked plan',
}

/** What people write of a plan. */
export type PlanText = {
  title: string
  /** Another name by which the same plan goes. */
  alsoCalled: string
  period: string
  authorities: string
  owner: string
  alignedWith: string
  /** The number of the draft as it is written: "DRAFT 0.8". */
  label: string
  /** Its date, as it is written. */
  dated: string
}

export type Plan = PlanText & {
  id: Id<'plan'>
  kind: PlanKind
  /** The plan whose actions bear on the aims of this one. */
  linkedPlanId: Id<'plan'> | null
  changedBy: string
  version: number
}

export const PART_KINDS = ['priority', 'objective', 'aim'] as const
export type PartKind = (typeof PART_KINDS)[number]

export const PART_WORDS: Record<PartKind, { one: string; many: string }> = {
  priority: { one: 'priority', many: 'priorities' },
  objective: { one: 'objective', many: 'objectives' },
  aim: { one: 'aim', many: 'aims' },
}

/** What people write of a priority, an objective or an aim. */
export type PartText = {
  code: string
  title: string
  statement: string
  /** What is wanted, one to a line. */
  outcomes: string
  lead: string
  officer: string
  delivery: string
}
export const PART_TEXT = ['code', 'title', 'statement', 'outcomes', 'lead', 'officer', 'delivery'] as const satisfies (keyof PartText)[]

export const PART_LABELS: Record<keyof PartText, string> = {
  code: 'Code',
  title: 'Title',
  statement: 'Statement',
  outcomes: 'Outcomes wanted',
  lead: 'Partnership lead',
  officer: 'Board officer',
  delivery: 'Key delivery mechanism',
}

export type Part = PartText & {
  id: Id<'planPart'>
  planId: Id<'plan'>
  parentPlanPartId: Id<'planPart'> | null
  kind: PartKind
  position: number
  changedBy: string
  version: number
}

/** A priority or an aim, as far as its name goes. */
export type TopPart = Pick<Part, 'id' | 'planId' | 'code' | 'title' | 'statement'>

/** Under what each kind of part stands: at the top, or under a part of that kind. */
export const STANDS_UNDER: Record<PartKind, PartKind | null> = { priority: null, objective: 'priority', aim: null }

/** What each kind of part is asked for; the rest stays blank. */
export const ASKED: Record<PartKind, readonly (keyof PartText)[]> = {
  priority: PART_TEXT,
  objective: ['title'],
  aim: ['code', 'title', 'statement', 'outcomes'],
}

/** What a part is called where it is named: "LSCB1: Neglect", or the beginning of what it says. */
export const partName = ({ code, title, statement }: Pick<PartText, 'code' | 'title' | 'statement'>): string =>
  [code, title === '' ? statement : title].filter(text => text !== '').join(': ')

/** "Aim 1": which of its kind a part is. Blank where its own code says the same, so that nobody reads it twice. */
export function partNumber({ kind, code }: Pick<Part, 'kind' | 'code'>, at: number): string {
  const number = capitalised(`${PART_WORDS[kind].one} ${at + 1}`)
  return code.trim().toLowerCase() === number.toLowerCase() ? '' : number
}

/** The last day of a plan, as far as its period says; an action after it is marked. */
export const lastDayOf = ({ period }: Pick<Plan, 'period'>): string | null => readTimescale(period).to

/** "DRAFT 0.8, 9 September 2024", or that it is a draft. */
export const sayLabel = ({ label, dated }: Pick<Plan, 'label' | 'dated'>): string =>
  [label === '' ? 'Draft without a number' : label, dated].filter(text => text !== '').join(', ')
