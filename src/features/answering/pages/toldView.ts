import { sayMoment } from '../../../platform/london.ts'
import { reachesSection } from '../../history/index.ts'
import type { sections } from '../../returns/index.ts'
import { nameOf } from './conflictView.ts'
import type { SectionDesk } from './sectionDesk.ts'

/** Who chose their own text over that of the person who asks, as views/answering/told.ejs draws it; null when there is nothing to tell. */
export type ToldView = {
  items: { text: string; href: string; about: string }[]
  /** How to say that it is read: not beside a form, where pressing it would cost what was typed. */
  dismiss: { action: string; upTo: number } | null
}

/**
 * What somebody is still to be told of a return.
 *
 * @param isBesideForm whether the page has a form in which something may be typed
 */
export function toldView(
  { chosenOver, document, reach }: Pick<sections.OpenSection, 'chosenOver' | 'document' | 'reach'>,
  desk: SectionDesk,
  { now, isBesideForm = false }: { now: Date; isBesideForm?: boolean },
): ToldView | null {
  const mine = chosenOver.filter(told => desk.isSelf(told))
  const questions = document.sections.filter(({ key }) => reachesSection(reach, key)).flatMap(section => section.questions)
  const items = mine.flatMap(({ questionKey, part, chosenBy, at }) => {
    const question = questions.find(({ key }) => key === questionKey)
    if (!question) return []
    const about = nameOf(question)
    const text = `${chosenBy} chose their ${part} over yours at ${sayMoment(at, now)}: “${about}”.`
    return [{ text, href: desk.versions(questionKey), about }]
  })
  if (items.length === 0) return null
  return { items, dismiss: isBesideForm ? null : { action: desk.told, upTo: Math.max(...mine.map(({ id }) => id)) } }
}
