import { LEFT, leftAfter, leftOf, leftPart, newlyLeft } from '../whatIsLeft.ts'
import type { PostedSection } from './sectionForm.ts'

/** The address of the page that was sent, to which a query goes on: what is left begins again at the question with which the page began. */
export function fromHere({ section, form }: PostedSection, base: string): string {
  const [first] = form.raw.keys()
  return section.key === LEFT && first !== undefined ? `${base}?from=${first}&` : `${base}?`
}

/**
 * Where a save of what is left leads: to what it made left, to the next page of it, or to the end.
 *
 * @param isDoubtful whether the answers together say something that is seldom right: it is shown before anybody signs
 */
export function nextOfLeft(
  { before, open, form }: PostedSection,
  {
    here,
    end,
    saved,
    stays,
    isDoubtful,
  }: { here: string; end: string; saved: string; stays: { at: string } | null; isDoubtful: (open: PostedSection['open']) => boolean },
): string {
  const posted = new Set(form.raw.keys())
  const fresh = newlyLeft(before, open)
  const [first] = fresh
  if (first !== undefined) {
    const shown = new Set(leftPart(open, fromIn(here))?.section.questions.map(({ key }) => key))
    return `${shown.has(first) ? here : startingAt(here, first)}new=${fresh.join('.')}&${saved}`
  }
  const next = leftAfter(open, posted)
  // A question that was answered by its button is gone from the page: what comes next takes its place.
  const after = stays && leftAfter(open, new Set([stays.at]))
  if (stays && leftOf(open).length > 0) return `${here}${saved}${after === undefined ? '' : `#question-${after}`}`
  // Whoever may read all of it goes on to where it is signed, or where the head is asked to.
  if (leftOf(open).length === 0 && open.reach.sections === 'all' && !isDoubtful(open)) return `/return/sign-off?${saved}`
  if (next === undefined) return `${end}?${saved}`
  return `${startingAt(here, next)}${saved}`
}

const FROM = /from=([a-z0-9_]*)&/
const fromIn = (here: string): string => FROM.exec(here)?.[1] ?? ''
const startingAt = (here: string, key: string): string => `${here.replace(FROM, '')}from=${key}&`
