import { LEFT, leftAfter, leftOf, newlyLeft } from '../whatIsLeft.ts'
import type { PostedSection } from './sectionForm.ts'

/** The address of the page that was sent, to which a query goes on: what is left begins again at the question with which the page began. */
export function fromHere({ section, form }: PostedSection, base: string): string {
  const [first] = form.raw.keys()
  return section.key === LEFT && first !== undefined ? `${base}?from=${first}&` : `${base}?`
}

/** Where a save of what is left leads: to what it made left, to the next page of it, or to the end. */
export function nextOfLeft(
  { before, open, form }: PostedSection,
  { here, end, saved, stays }: { here: string; end: string; saved: string; stays: { at: string } | null },
): string {
  const posted = new Set(form.raw.keys())
  const fresh = newlyLeft(before, open)
  if (fresh.length > 0) return `${here}new=${fresh.join('.')}`
  const next = leftAfter(open, posted)
  // A question that was answered by its button is gone from the page: what comes next takes its place.
  const after = stays && leftAfter(open, new Set([stays.at]))
  if (stays && leftOf(open).length > 0) return `${here}${saved}${after === undefined ? '' : `#question-${after}`}`
  // Whoever may read all of it goes on to where it is signed, or where the head is asked to.
  if (open.auditReturn.missing === 0 && open.reach.sections === 'all') return '/return/sign-off'
  if (next === undefined) return `${end}?${saved}`
  return `${here.replace(/from=[a-z0-9_]*&/, '')}from=${next}&${saved}`
}
