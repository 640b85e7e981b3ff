import { partName, type Plan, type TopPart } from '../plan.ts'
import type { PlanChanges } from './changes.ts'
import type { PlanSheet } from './read.ts'
import { readReference } from './references.ts'

/** A plan that is there, and by what a workbook that was sent as a plan of its own is like it. */
export type Alike = { plan: Plan; by: 'references' | 'name' | 'parts' }

type What = { sheet: Pick<PlanSheet, 'entries'>; changes: Pick<PlanChanges, 'head' | 'newParts'>; isForeign: boolean }

/**
 * The plan that a workbook may be meant for: the one whose references it has, the one of its name, or the one with all of its priorities or
 * aims, of which there are several. The newest where there is more than one.
 *
 * @param what.isForeign whether its references are another partnership's, which name nothing here
 * @param there.plans newest first
 */
export function planAlike(
  { sheet, changes, isForeign }: What,
  { plans, parts }: { plans: readonly Plan[]; parts: readonly TopPart[] },
): Alike | undefined {
  const of = (by: Alike['by'], isMeant: (plan: Plan) => boolean): Alike | undefined => {
    const plan = plans.find(isMeant)
    return plan && { plan, by }
  }
  const named = new Set(isForeign ? [] : sheet.entries.map(({ cells }) => readReference(cells.reference?.text ?? '').top))
  const title = sameWords(changes.head.title)
  const tops = changes.newParts.filter(({ under }) => under === null).map(({ text }) => sameWords(partName(text)))
  const namesIn = Map.groupBy(parts, ({ planId }) => planId)
  const hasAll = ({ id }: Plan): boolean => {
    const names = new Set(namesIn.get(id)?.map(part => sameWords(partName(part))))
    return tops.length > 1 && tops.every(name => names.has(name))
  }
  return (
    of('references', ({ id }) => parts.some(part => part.planId === id && named.has(part.id))) ??
    of('name', plan => title !== '' && [plan.title, plan.alsoCalled].some(name => sameWords(name) === title)) ??
    of('parts', hasAll)
  )
}

/** Words as they are compared: their letters and figures alone. */
const sameWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Why a workbook may belong to a plan that is there, and what it becomes otherwise. */
export function sayAlike({ plan, by }: Alike): string {
  const why = {
    references: `The references of this workbook are those of the plan “${plan.title}”.`,
    name: `There is a plan “${plan.title}” already.`,
    parts: `The plan “${plan.title}” has the same ${plan.kind === 'aims' ? 'aims' : 'priorities'}.`,
  }[by]
  return `${why} If you save these changes, there are two: this becomes a plan of its own, with actions of its own.`
}
